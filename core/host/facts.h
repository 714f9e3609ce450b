// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.h"

#include <QString>

namespace hydra {

/// The machine we run on.
struct MachineFacts {
    QString os;   ///< linux, macos
    QString arch; ///< x86_64, aarch64
    int cpus = 1; ///< that this process may use
    MemorySize memory; ///< physical
    bool operator==(const MachineFacts &) const = default;
};

/// Cheap (no file is read); any thread.
[[nodiscard]] MachineFacts machineFacts();

/// The processor's model and a digest of what it can do, as a guest with `cpu_model: host` sees them.
[[nodiscard]] QString hostCpu();

} // namespace hydra
