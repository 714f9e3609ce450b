// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/disk/disk_fork.h"
#include "core/job/job.h"
#include "core/lab/environment.h"

namespace hydra {

/// Makes copies of a VM's disks at a single point in time, whether it runs or not, without
/// disturbing it. A copy has the same backing file and no snapshots. A stopped VM cannot start
/// meanwhile. On failure or cancellation the targets are removed. NotFound when a disk does not
/// exist, Conflict when the VM is just starting or stopping. Blocks for as long as copying the
/// disks takes: the work of a Job.
[[nodiscard]] Result<void> forkDisks(const Environment &environment, const VmRef &vm,
                                     const std::vector<DiskFork> &disks, const JobContext &job);

/// The same for the system disk only.
[[nodiscard]] Result<void> forkDisk(const Environment &environment, const VmRef &vm,
                                    const QString &to, const JobContext &job);

} // namespace hydra
