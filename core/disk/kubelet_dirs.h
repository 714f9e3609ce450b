// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/lab_spec.h"

namespace hydra {

/// Makes the directories that `kubelet_shares: local` shares below a prefix of the user's own. The
/// kubelet's real ones are not ours to make.
[[nodiscard]] Result<void> ensureKubeletDirs(const VmSpec &vm);

} // namespace hydra
