// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/start.h"

namespace hydra {

/// Makes what a VM lacks of its disks and firmware variables, and makes disks longer that the lab file wants
/// longer. The VM must not run. Conflict, when a disk would have to get shorter, or was made from another image or
/// by another guest set-up and OPTIONS does not say what becomes of it. Blocks.
[[nodiscard]] Result<void> ensureDisks(const PreparedVm &vm, const HostFacts &host, const UpOptions &options);

/// The key of the lab file whose change since a VM's disk was made means another guest, such as packages; empty:
/// there is none, or the disk is older than the records of it.
[[nodiscard]] QString changedSetup(const QString &stateDir, const VmSpec &spec);

} // namespace hydra
