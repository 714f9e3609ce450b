// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/keeper_client/call.h"

namespace hydra {

/// Takes out of the guest what must differ between the machines made of it (the guest's script
/// "generalize"). FREEZE: it goes on in its copies, else they boot. SOURCE names the VM in errors.
/// Blocks: the work of a Job.
[[nodiscard]] Result<void> generalizeGuest(KeeperCall &keeper, const VmRef &source, bool freeze,
                                           const JobContext &job);

/// Stops a guest whose memory is a file already, once it has come to rest, and writes the state of
/// its devices to image.state in QEMU's directory. Returns the process id of the guest's shell that
/// waits for a copy's identity (FrozenGuest::waitingShell). Blocks: the work of a Job.
[[nodiscard]] Result<qint64> freezeGuest(KeeperCall &keeper, const VmRef &source,
                                         const JobContext &job);

} // namespace hydra
