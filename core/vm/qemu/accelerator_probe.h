// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/process/cancel.h"
#include "core/vm/plan_input.h"

#include <QByteArray>

#include <chrono>

namespace hydra {

/// The result of running a guest without disks under an accelerator: that /dev/kvm opens proves
/// nothing, that guest code ran does. Even so UEFI or a kernel may fail later; the keeper handles
/// that.
struct AcceleratorTrial {
    enum class Outcome { Works, Broken, Unknown };
    Outcome outcome = Outcome::Unknown; ///< Unknown: not tried, cancelled, or silent on a busy host
    QString words;                      ///< why it is not Works
    QString details;                    ///< the end of QEMU's output
    bool operator==(const AcceleratorTrial &) const = default;
};

/// QEMU with 64 MiB and a single device: the port (debugcon) to which SeaBIOS writes its messages,
/// connected to stdout. An ARM machine has no such port and is only started paused (-S). Pure.
[[nodiscard]] Command trialCommand(const HostFacts &host, const QString &accelerator);

/// Starts that QEMU and ends it as soon as guest code has spoken, or after PATIENCE. Blocks that
/// long: worker threads only.
[[nodiscard]] AcceleratorTrial
tryAccelerator(const HostFacts &host, const QString &accelerator, const CancelToken &cancel = {},
               std::chrono::milliseconds patience = std::chrono::seconds(6));

/// The same, cached in CACHE_FILE for this QEMU (path, mtime, size), its arguments and this boot of
/// the host (BOOT_ID); Unknown is never cached.
[[nodiscard]] AcceleratorTrial cachedTrial(const HostFacts &host, const QString &accelerator,
                                           const QString &cacheFile, const QString &bootId,
                                           const CancelToken &cancel = {});

} // namespace hydra
