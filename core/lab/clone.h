// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// What became of a clone: its lab file, and what differs from the original's, in words.
struct Clone {
    QString file;
    QStringList notes;
};

/// Makes a lab NAME that is like the target: its disks as they are now (of VMs that run too; each VM's at
/// one moment), everything that tells a machine from others anew: keys, ids, machine-id, addresses. The
/// original goes on untouched. On failure and cancel nothing is left of the clone; what a kill leaves
/// is a leftover (lab/owned_lab). Invalid: a bad name; Conflict: it is taken. Blocks: the work of a Job.
[[nodiscard]] Result<Clone> cloneLab(const Environment &environment, const LoadedTarget &source, const QString &name,
                                     const JobContext &job);

} // namespace hydra
