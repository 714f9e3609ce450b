// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/disk/disk_fork.h"
#include "core/job/job.h"
#include "core/lab/environment.h"

namespace hydra {

/// forkDisks for a running VM: a single QMP transaction of blockdev-backup jobs, each of which
/// copies the overlay's contents (sync "top") into a new overlay on the same backing file. Blocks.
/// First ends what an earlier, killed caller left in QEMU. After a failure incomplete targets may
/// exist.
[[nodiscard]] Result<void> forkRunningDisks(const Environment &environment, const VmRef &vm,
                                            const std::vector<DiskFork> &disks,
                                            const JobContext &job);

} // namespace hydra
