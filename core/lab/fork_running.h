// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/fork_disk.h"

namespace hydra {

/// forkDisks for a VM that runs: one QMP transaction of blockdev-backup jobs, each copying what its
/// overlay holds (sync "top") into a fresh overlay on the same base. Blocks. What an earlier caller that
/// was killed left in QEMU is ended first. Targets may be there, incomplete, after a failure.
[[nodiscard]] Result<void> forkRunningDisks(const Environment &environment, const VmRef &vm,
                                            const std::vector<DiskFork> &disks, const JobContext &job);

} // namespace hydra
