// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/guest/seed_input.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// What the guest of INPUT's VM sees of its machine with this accelerator. Reads the firmware's
/// file.
[[nodiscard]] Traits hardwareOf(const PlanInput &input, const QString &accelerator,
                                MemorySize diskSize);

/// Whether a VM goes on from its image's frozen guest.
struct FrozenChoice {
    std::optional<FrozenStart> start; ///< empty: it boots
    QString whyCold;                  ///< why not, although the image has a frozen guest
    std::vector<QString> notes;       ///< for PlanInput::notes
};
/// Judges the VM of INPUT, whose disk is made from IMAGE or will be. Writes nothing; reads the
/// disk's header and the firmware's file. COLD: it shall boot.
[[nodiscard]] FrozenChoice chooseFrozenStart(const std::optional<StoredImage> &image,
                                             const PlanInput &input, bool cold);

/// Writes what turns a copy of the frozen guest into a guest of its own
/// (PlannedRestore::refreshFile). SEED: what cloud-init would be told. Blocks briefly.
[[nodiscard]] Result<void> writeSpecialization(const FrozenStart &start, const SeedInput &seed);

} // namespace hydra
