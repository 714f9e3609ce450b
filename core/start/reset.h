// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// Resets the VMs of a target to their images: kills those that run, removes all their disks,
/// snapshots included, and starts those that were running. Keys, ports and ids stay. Conflict, with
/// nothing changed, when one is protected; NotFound when an image is missing. Returns the VMs that
/// were started. Blocks: the work of a Job.
[[nodiscard]] Result<QStringList> resetVms(const Environment &environment,
                                           const LoadedTarget &target, const JobContext &job);

/// Removes a guest's data from its VM's state directory: disks, UEFI variables, snapshots.
[[nodiscard]] Result<void> removeDiskState(const QString &stateDir);

} // namespace hydra
