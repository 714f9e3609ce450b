// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/load.h"
#include "lab/snapshot_record.h"
#include "vm/backend.h"

namespace hydra {

/// Snapshots of VMs and of whole labs. They live inside the VMs' qcow2 disks, so that a kill at any
/// moment and a delete in any order leave the disks whole. Everything here blocks: the work of a Job.
/// One command at a time per VM; what a killed one left is resolved by the next. Errors: Invalid for a
/// name, NotFound for an unknown snapshot, Conflict for what a VM's state forbids, Cancelled, Failed else.

/// What became of one VM, in words: "disk and memory (212 MiB)", "disk only: it is stopped".
struct SnapshotOutcome {
    VmRef vm;
    QString words;
};
struct SnapshotReport {
    QString name;
    std::vector<SnapshotOutcome> vms;
};

struct SnapshotOptions {
    QString name; ///< empty: one is made from the time
    QString note;
    bool memory = false;
};
/// A target of several VMs is kept at one moment, running or stopped, all of it or nothing.
[[nodiscard]] Result<SnapshotReport> createSnapshot(const Environment &environment, const LoadedTarget &target,
                                                    const SnapshotOptions &options, const JobContext &job);

struct VmSnapshots {
    VmRef vm;
    SnapshotRecord record;
};
/// Pending ones included while a command works on them.
[[nodiscard]] Result<std::vector<VmSnapshots>> listSnapshots(const Environment &environment, const LoadedTarget &target,
                                                             const JobContext &job);
/// `{"vms": [{lab, name, current, snapshots: [{name, parent, note, created_at, memory, memory_bytes,
/// disk_bytes, lab_snapshot, current}]}]}`, in the order of the tree. Pure.
[[nodiscard]] QJsonObject toJson(const std::vector<VmSnapshots> &vms);

[[nodiscard]] Result<SnapshotReport> deleteSnapshot(const Environment &environment, const LoadedTarget &target,
                                                    const QString &name, const JobContext &job);

/// A snapshot with memory goes on from it, in place or by starting the VM. One without, and any with
/// DISK_ONLY, needs a stopped VM, which stays stopped. All that can be known to stand in the way is
/// refused before anything changes.
[[nodiscard]] Result<SnapshotReport> restoreSnapshot(const Environment &environment, const LoadedTarget &target,
                                                     const QString &name, bool diskOnly, const JobContext &job);

/// For who starts a VM: a restore that was begun goes on with this start. Sets the plan's memory to
/// load, after which the guest waits for `resume` if HOLD; a restore of disks alone is finished here. Conflict when the memory does not fit the machine
/// that the plan makes. Call it with the lab's up.lock.
[[nodiscard]] Result<void> continueRestore(LaunchPlan &plan, const HostFacts &host, bool hold);

} // namespace hydra
