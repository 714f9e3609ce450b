// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/firmware_files.h"

#include <vector>

namespace hydra {

/// Where distributions and Homebrew install UEFI's code and variables for ARCH, existing or not.
/// Pure.
/// Pure.
[[nodiscard]] std::vector<FirmwareFiles> usualFirmware(const QString &arch);

} // namespace hydra
