// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/start.h"

namespace hydra {

/// What the guest of a VM sees, on this host with this accelerator; SPEC has absolute paths. Reads the
/// firmware's file.
[[nodiscard]] Traits hardwareOf(const Paths &paths, const VmRef &vm, const VmSpec &spec, const HostFacts &host,
                                const QString &accelerator, MemorySize diskSize);

/// What is installed and set up in a guest once: a frozen guest had it done. Pure.
[[nodiscard]] Traits setupOf(const VmSpec &spec);

/// Why a VM cannot go on from its image's frozen guest and must start cold, in words; nothing when it can.
[[nodiscard]] std::optional<QString> whyCold(const Paths &paths, const PreparedVm &vm, const HostFacts &host);

/// Writes what makes a guest of its own of the copy (PlannedRestore::refreshFile) and returns the file.
/// SEED: what cloud-init would be told. Blocks briefly.
[[nodiscard]] Result<QString> writeRefresh(const PreparedVm &vm, const SeedInput &seed);

} // namespace hydra
