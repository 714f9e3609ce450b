// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/guest/seed_input.h"

namespace hydra {

/// The user-data of a VM: a cloud-config, "#cloud-config" line included, or a multipart document if
/// the VM's user_data is no cloud-config. Pure. Works with cloud-init 22.4
/// (Debian 12) and 25.1 (Debian 13).
[[nodiscard]] Result<QByteArray> makeUserData(const SeedInput &input);

} // namespace hydra
