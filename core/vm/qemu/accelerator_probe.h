// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/paths.h"
#include "process/cancel.h"
#include "vm/backend.h"

#include <QByteArray>

#include <chrono>

namespace hydra {

/// What a guest without disks did under an accelerator: an open /dev/kvm proves nothing, code that
/// ran does. It proves little: only UEFI or a kernel may stumble later, which the keeper then sees.
struct AcceleratorTrial {
    enum class Outcome { Works, Broken, Unknown };
    Outcome outcome = Outcome::Unknown; ///< Unknown: not tried, cancelled, or silent on a busy host
    QString words;                      ///< why it is not Works
    QString details;                    ///< the end of what QEMU said
    bool operator==(const AcceleratorTrial &) const = default;
};

/// QEMU with 64 MiB, no device but the port SeaBIOS writes its messages to, and its stdout as that
/// port. An ARM machine has no such port: it only stands still (-S). Pure.
[[nodiscard]] Command trialCommand(const HostFacts &host, const QString &accelerator);

/// Starts it and ends it as soon as guest code has spoken, at the latest after PATIENCE. Blocks
/// that long: worker threads only.
[[nodiscard]] AcceleratorTrial
tryAccelerator(const HostFacts &host, const QString &accelerator, const CancelToken &cancel = {},
               std::chrono::milliseconds patience = std::chrono::seconds(6));

/// The same, remembered in CACHE_FILE for this QEMU (path, time, size), its arguments and this
/// start of the machine (BOOT_ID); Unknown is never remembered.
[[nodiscard]] AcceleratorTrial cachedTrial(const HostFacts &host, const QString &accelerator,
                                           const QString &cacheFile, const QString &bootId,
                                           const CancelToken &cancel = {});

} // namespace hydra
