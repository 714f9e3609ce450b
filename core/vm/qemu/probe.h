// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/paths.h"
#include "process/cancel.h"
#include "vm/backend.h"

#include <functional>

namespace hydra {

/// Finds out what a QEMU and this host can do. Asking QEMU runs it four times (0.3 s), so the
/// answer is kept in the cache directory until the program's file changes. Blocks: worker threads,
/// or a command line that has nothing else to do.

/// What `--version`, `-accel help`, `-netdev help` and `-machine help` printed, as facts. Pure.
[[nodiscard]] Result<QemuFacts> qemuFacts(const QString &program, const QByteArray &version,
                                          const QByteArray &accelerators, const QByteArray &netdevs,
                                          const QByteArray &machines = {});

[[nodiscard]] Result<QemuFacts> probeQemu(const QString &program, const CancelToken &cancel = {});

using QemuProbe = std::function<Result<QemuFacts>(const QString &program)>;
/// From CACHE_FILE when it knows the program with this size and time, else by PROBE. A cache that
/// cannot be read or written costs time, never correctness.
[[nodiscard]] Result<QemuFacts> cachedQemuFacts(const QString &program, const QString &cacheFile,
                                                const QemuProbe &probe);

/// Everything a plan depends on. Without a usable QEMU the facts have an empty program and say why;
/// fails only when cancelled.
[[nodiscard]] Result<HostFacts> collectHostFacts(const Paths &paths, const Programs &programs = {},
                                                 const CancelToken &cancel = {});

} // namespace hydra
