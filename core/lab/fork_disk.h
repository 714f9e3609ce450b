// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "job/job.h"
#include "lab/environment.h"

namespace hydra {

/// A disk of a VM and where its copy goes.
struct DiskFork {
    QString node; ///< as QEMU calls it: disk0, data0...
    QString disk; ///< its file
    QString to;   ///< absolute; must not be there
    bool operator==(const DiskFork &) const = default;
};

/// Makes copies of disks of one VM as they are at one moment, whether it runs or not; the VM goes on
/// untouched. A copy has the same backing file and no
/// snapshots. A stopped VM cannot start meanwhile. On failure and
/// cancel nothing is left at the targets. NotFound when a disk is not there, Conflict when the VM is
/// between running and not. Blocks for as long as a disk is big: the work of a Job.
[[nodiscard]] Result<void> forkDisks(const Environment &environment, const VmRef &vm,
                                     const std::vector<DiskFork> &disks, const JobContext &job);

/// The same of the system disk alone.
[[nodiscard]] Result<void> forkDisk(const Environment &environment, const VmRef &vm, const QString &to,
                                    const JobContext &job);

} // namespace hydra
