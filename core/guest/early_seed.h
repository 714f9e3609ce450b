// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/guest/guest_files.h"
#include "core/guest/seed_input.h"

namespace hydra {

// What most guests are told needs no cloud-init, whose Python costs an emulated guest half of its
// boot. Our images apply it in the initramfs, by the script that the seed brings along; others, and
// ours should the script fail, have the whole seed for their cloud-init. Pure.

/// Whether the early seed does all that cloud-init would do for the guest: give it a name, a user,
/// keys, files, mounts and a network. Not when there is anything to install or to run, nor when a
/// value is not plain enough for lines of text.
[[nodiscard]] bool suitsEarlySeed(const SeedInput &input);

/// The files of the seed's directory `hydra`: "apply" (resources/guest/scripts/apply-seed) and what
/// that reads. Only for an input that suits.
[[nodiscard]] Result<std::vector<GuestFile>> earlySeed(const SeedInput &input,
                                                       const QString &instanceId);

} // namespace hydra
