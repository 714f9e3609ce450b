// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

#include <QStringList>

namespace hydra {

/// What to look at before starting a lab that came from others. Pure.
[[nodiscard]] QStringList cautions(const LabSpec &lab);

} // namespace hydra
