// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"

namespace hydra {

/// What a machine's guest can see of it but a plan does not say.
struct SeenHardware {
    QString firmware;    ///< digest of the firmware's code; empty: none of ours
    MemorySize diskSize; ///< of the system disk
    QString hostCpu;     ///< its model and flags: what the guest sees of them with cpu_model: host
};

/// All that must be equal for a guest that was stopped in one machine to go on in another: the hardware
/// it sees and the QEMU that keeps its state. Not MAC, names, forwards or paths. INPUT as it is for an
/// instant start or with a memory file. Pure.
[[nodiscard]] Traits hardwareTraits(const PlanInput &input, const QString &accelerator, const SeenHardware &seen);

/// The first trait in which they differ, in words: "memory: 1 GiB, when it was frozen 2 GiB"; empty: none.
[[nodiscard]] QString firstDifference(const Traits &frozen, const Traits &now);

} // namespace hydra
