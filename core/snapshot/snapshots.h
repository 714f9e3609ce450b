// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disk/snapshot_record.h"
#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// Snapshots of VMs and of whole labs. They are internal to the VMs' qcow2 disks, so that these
/// stay consistent through a kill at any moment and deletion in any order. Everything here blocks:
/// the work of a Job. One command at a time per VM; the next one cleans up what a killed one left.
/// Errors: Invalid for a name, NotFound for an unknown snapshot, Conflict when a VM's state forbids
/// it, Cancelled, else Failed.

/// The outcome for one VM, in words: "disk and memory (212 MiB)", "disk only: it is stopped".
struct SnapshotOutcome {
    VmRef vm;
    QString words;
};
struct SnapshotReport {
    QString name;
    std::vector<SnapshotOutcome> vms;
};

struct SnapshotOptions {
    QString name; ///< empty: derived from the time
    QString note;
    bool memory = false;
};
/// Several VMs are saved at a single point in time, running or stopped; all of them or none.
[[nodiscard]] Result<SnapshotReport> createSnapshot(const Environment &environment,
                                                    const LoadedTarget &target,
                                                    const SnapshotOptions &options,
                                                    const JobContext &job);

struct VmSnapshots {
    VmRef vm;
    SnapshotRecord record;
};
/// Includes pending ones while a command works on them.
[[nodiscard]] Result<std::vector<VmSnapshots>>
listSnapshots(const Environment &environment, const LoadedTarget &target, const JobContext &job);
/// `{"vms": [{lab, name, current, snapshots: [{name, parent, note, created_at, memory,
/// memory_bytes, disk_bytes, lab_snapshot, current}]}]}`, in the order of the tree. Pure.
[[nodiscard]] QJsonObject toJson(const std::vector<VmSnapshots> &vms);

[[nodiscard]] Result<SnapshotReport> deleteSnapshot(const Environment &environment,
                                                    const LoadedTarget &target, const QString &name,
                                                    const JobContext &job);

/// With memory, the VM resumes from it, in place or by being started. Without, and with DISK_ONLY,
/// the VM must be stopped and stays so. Everything that can be checked is checked before anything
/// changes.
[[nodiscard]] Result<SnapshotReport> restoreSnapshot(const Environment &environment,
                                                     const LoadedTarget &target,
                                                     const QString &name, bool diskOnly,
                                                     const JobContext &job);

} // namespace hydra
