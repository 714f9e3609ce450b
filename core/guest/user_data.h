// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guest/seed.h"

namespace hydra {

/// The cloud-config of a VM, "#cloud-config" line included. Pure. Works with cloud-init 22.4
/// (Debian 12) and 25.1 (Debian 13).
[[nodiscard]] Result<QByteArray> makeUserData(const SeedInput &input);

} // namespace hydra
