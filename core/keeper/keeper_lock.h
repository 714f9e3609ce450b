// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/spawn.h"

#include <optional>

namespace hydra {

/// Takes a VM's lock (flock on its lock file; close-on-exec, so that QEMU never inherits it). Waits
/// a moment for a keeper that is just leaving (IS LEAVING says so). Nothing when another keeps it.
[[nodiscard]] Result<std::optional<OwnedFd>> takeKeeperLock(const QString &lockFile, bool (*isLeaving)(const QString &),
                                                            const QString &stateDir);

/// The directory of a VM's sockets, private and ours; its parent must be ours too (or /tmp-like).
[[nodiscard]] Result<void> makeRuntimeDir(const QString &path);

} // namespace hydra
