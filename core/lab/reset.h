// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// Brings the VMs of a target back to their images: those that run are killed, all of their disks go,
/// snapshots too, and those that ran are started again. Keys, ports and ids stay. Conflict, and
/// nothing is touched, when one is protected; NotFound when an image is gone. Returns the VMs
/// that were started. Blocks: the work of a Job.
[[nodiscard]] Result<QStringList> resetVms(const Environment &environment, const LoadedTarget &target, const JobContext &job);

/// Removes what a VM's guest wrote, from its state directory: disks, UEFI variables, snapshots.
[[nodiscard]] Result<void> removeDiskState(const QString &stateDir);

} // namespace hydra
