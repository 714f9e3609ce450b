// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// A finished clone: its lab file, and how it differs from the original, in words.
struct Clone {
    QString file;
    QStringList notes;
};

/// Makes a lab NAME that is a copy of the target: with its disks as they are now (of running VMs
/// too, each VM's at a single point in time), and new keys, ids, machine-ids and addresses. The
/// original is not disturbed. On failure or cancellation the clone is removed; a kill leaves an
/// orphan (copy/owned_lab). Invalid: a bad name; Conflict: it is taken. Blocks: the work of a Job.
[[nodiscard]] Result<Clone> cloneLab(const Environment &environment, const LoadedTarget &source,
                                     const QString &name, const JobContext &job);

} // namespace hydra
