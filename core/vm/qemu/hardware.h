// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// What a guest can see of its machine beyond what the plan's input says.
struct SeenHardware {
    QString firmware;    ///< digest of the firmware's code; empty: QEMU's default
    MemorySize diskSize; ///< of the system disk
    QString hostCpu;     ///< its model and flags, visible with cpu_model: host
};

/// Everything that must be equal for a guest to move from one machine to another: the hardware it
/// sees and the QEMU that holds its state. Not MAC, names, forwards or paths. INPUT as for an
/// instant start or with a memory file. Pure.
[[nodiscard]] Traits hardwareTraits(const PlanInput &input, const QString &accelerator,
                                    const SeenHardware &seen);

/// The first trait that differs, in words: "memory: 1 GiB, when it was frozen 2 GiB"; empty when
/// all are equal.
[[nodiscard]] QString firstDifference(const Traits &frozen, const Traits &now);

} // namespace hydra
