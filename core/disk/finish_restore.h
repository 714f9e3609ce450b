// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disk/snapshot_record.h"
#include "core/vm/launch_plan.h"
#include "core/vm/restore_intent.h"

#include <QStringList>

namespace hydra {

/// Conflict: the memory of a VM's snapshot belongs to a machine that differs in DIFFERENCES.
[[nodiscard]] tl::unexpected<Error> doesNotFit(const QString &vm, const QString &snapshot,
                                               const QStringList &differences);

/// A restore that was begun and that the VM's next start finishes.
struct PendingRestore {
    RestoreIntent intent;
    Snapshot snapshot;
};
/// Nothing when no restore was begun, or its snapshot is gone. Failed: the files that tell cannot
/// be read. Reads small files.
[[nodiscard]] Result<std::optional<PendingRestore>> pendingRestore(const QString &stateDir);

/// Lets PLAN go on from the memory of a restore that has one: on the snapshot's machine, after
/// nobody, and if HOLD paused until `resume`. Conflict when the memory does not fit the machine
/// that PLAN makes. Pure.
[[nodiscard]] Result<void> planRestore(LaunchPlan &plan, const PendingRestore &restore,
                                       const QString &qemuVersion, bool hold);

/// What a start does for a restore before QEMU runs: brings back the UEFI variables and, without
/// memory, the disks, with which the restore is over. Without RESTORE it forgets one whose snapshot
/// is gone. The caller holds the lab's lock (LabLock). Blocks.
[[nodiscard]] Result<void> finishRestore(const LaunchPlan &plan,
                                         const std::optional<PendingRestore> &restore,
                                         const QString &qemuImg);

} // namespace hydra
