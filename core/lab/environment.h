// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "config/settings.h"
#include "host/paths.h"
#include "host/programs.h"

#include <optional>

namespace hydra {

/// Where everything is that a lab works with. A value, made once by services and handed down.
struct Environment {
    Paths paths;
    QString keeperProgram; ///< full path of hydra-keeper
    Settings settings;     ///< all defaults when their file is broken
    Programs programs;     ///< what to start, as environment and settings have it
    std::optional<Error> settingsProblem; ///< what is wrong with the settings file
};

} // namespace hydra
