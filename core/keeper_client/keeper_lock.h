// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/base/result.h"

#include <optional>

namespace hydra {

/// Takes a VM's lock (close-on-exec, so that QEMU does not inherit it). Waits a moment for a keeper
/// that is about to exit (ISLEAVING tells). Nothing when another keeper holds it.
[[nodiscard]] Result<std::optional<FileLock>> takeKeeperLock(const QString &lockFile,
                                                             bool (*isLeaving)(const QString &),
                                                             const QString &stateDir);

/// Creates the directory for a VM's sockets, private and ours; its parent must be ours, too (or
/// like /tmp).
[[nodiscard]] Result<void> makeRuntimeDir(const QString &path);

} // namespace hydra
