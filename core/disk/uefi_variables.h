// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace hydra {

/// UEFI's variables are in a raw file, which no qcow2 snapshot covers: each snapshot gets a copy.
[[nodiscard]] Result<void> keepUefiVariables(const QString &stateDir, const QString &snapshot);
[[nodiscard]] Result<void> restoreUefiVariables(const QString &stateDir, const QString &snapshot);
void removeUefiVariables(const QString &stateDir, const QString &snapshot);

} // namespace hydra
