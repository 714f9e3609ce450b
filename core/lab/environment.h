// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/paths.h"

namespace hydra {

/// Where everything is that a lab works with. A value, made once by services and handed down.
struct Environment {
    Paths paths;
    QString keeperProgram; ///< full path of hydra-keeper
};

} // namespace hydra
