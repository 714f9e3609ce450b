// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/firmware.h"

#include <vector>

namespace hydra {

/// Where distributions and Homebrew put the code and the variables of UEFI for ARCH, there or not. Pure.
[[nodiscard]] std::vector<FirmwareFiles> usualFirmware(const QString &arch);

} // namespace hydra
