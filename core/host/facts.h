// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QString>

namespace hydra {

/// The machine this program runs on.
struct MachineFacts {
    QString os;        ///< linux, macos
    QString arch;      ///< x86_64, aarch64
    int cpus = 1;      ///< available to this process
    MemorySize memory; ///< physical
    bool operator==(const MachineFacts &) const = default;
};

/// Cheap (no file is read); any thread.
[[nodiscard]] MachineFacts machineFacts();

/// Debian's name of a machine's architecture (MachineFacts::arch): amd64, arm64. Pure.
[[nodiscard]] QString debianArch(const QString &machineArch);
/// This machine's.
[[nodiscard]] QString hostDebianArch();

/// The processor's model and a digest of its features, which a guest with `cpu_model: host` sees
/// too.
[[nodiscard]] QString hostCpu();

} // namespace hydra
