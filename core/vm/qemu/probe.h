// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/process/cancel.h"
#include "core/vm/plan_input.h"

#include <functional>

namespace hydra {

/// Finds out what a QEMU and this host can do. Probing runs QEMU four times (0.3 s), so the result
/// is cached until the program's file changes. Blocks: for worker threads, or a command line that
/// has nothing else to do.

/// Parses the output of `--version`, `-accel help`, `-netdev help` and `-machine help`. Pure.
[[nodiscard]] Result<QemuFacts> qemuFacts(const QString &program, const QByteArray &version,
                                          const QByteArray &accelerators, const QByteArray &netdevs,
                                          const QByteArray &machines = {});

[[nodiscard]] Result<QemuFacts> probeQemu(const QString &program, const CancelToken &cancel = {});

using QemuProbe = std::function<Result<QemuFacts>(const QString &program)>;
/// From CACHE_FILE if it has the program with this size and mtime, else by PROBE. A cache that
/// cannot be read or written costs time, never correctness.
[[nodiscard]] Result<QemuFacts> cachedQemuFacts(const QString &program, const QString &cacheFile,
                                                const QemuProbe &probe);

/// Everything a plan depends on. Without a usable QEMU the facts have an empty program and the
/// reason; fails only when cancelled.
[[nodiscard]] Result<HostFacts> collectHostFacts(const Paths &paths, const Programs &programs = {},
                                                 const CancelToken &cancel = {});

} // namespace hydra
