// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/finish_restore.h"

#include "core/disk/snapshot_disks.h"
#include "core/disk/snapshot_machine.h"
#include "core/disk/uefi_variables.h"

#include <QFileInfo>

namespace hydra {
namespace {

Result<void> applyToDisks(const LaunchPlan &plan, const PendingRestore &restore,
                          const QString &qemuImg)
{
    for (const VmDisk &disk : disksOf(plan)) {
        if (!restore.snapshot.disks.contains(disk.file()))
            continue;
        if (auto applied = changeDisk(DiskAction::Apply, restore.intent.tag, disk, qemuImg);
            !applied)
            return applied;
    }
    return confirmRestore(plan.stateDir);
}

QStringList nodesOf(const LaunchPlan &plan, const Snapshot &snapshot)
{
    QStringList nodes;
    for (const VmDisk &disk : disksOf(plan)) {
        if (snapshot.disks.contains(disk.file()))
            nodes << disk.node;
    }
    return nodes;
}

} // namespace

tl::unexpected<Error> doesNotFit(const QString &vm, const QString &name,
                                 const QStringList &differences)
{
    return fail(
        ErrorCode::Conflict,
        QStringLiteral("the memory of snapshot '%1' does not fit: %2")
            .arg(name, differences.join(QStringLiteral("; "))),
        vm,
        QStringLiteral(
            "undo that, or restore the disk alone: `hydractl snapshot restore %1 %2 --disk-only`")
            .arg(vm, name));
}

Result<std::optional<PendingRestore>> pendingRestore(const QString &stateDir)
{
    const auto intent = readRestoreIntent(stateDir);
    if (!intent && QFileInfo::exists(restoreIntentFile(stateDir)))
        return fail(ErrorCode::Failed,
                    QStringLiteral("is damaged, so the restore that was begun cannot be finished"),
                    restoreIntentFile(stateDir),
                    QStringLiteral("remove it and restore the snapshot again"));
    if (!intent)
        return std::optional<PendingRestore>();
    const auto record = readSnapshotRecord(stateDir);
    if (!record)
        return fail(record.error());
    const Snapshot *snapshot = record->find(intent->name);
    return snapshot ? std::optional(PendingRestore{*intent, *snapshot}) : std::nullopt;
}

Result<void> planRestore(LaunchPlan &plan, const PendingRestore &restore,
                         const QString &qemuVersion, bool hold)
{
    if (!restore.intent.memory)
        return {};
    const QString accelerator = acceleratorIn(restore.snapshot.machine);
    const auto now = machineOf(plan, accelerator, false, qemuVersion);
    const QStringList differ =
        now ? differences(restore.snapshot.machine, *now)
            : QStringList{
                  QStringLiteral("accelerator: was %1, which cannot be used now").arg(accelerator)};
    if (!differ.isEmpty())
        return doesNotFit(plan.vm.toString(), restore.intent.name, differ);
    plan.load = PlannedLoad{.name = restore.intent.name,
                            .tag = restore.intent.tag,
                            .nodes = nodesOf(plan, restore.snapshot),
                            .hold = hold};
    std::erase_if(plan.attempts, [&](const LaunchAttempt &attempt) {
        return attempt.restore || attempt.accelerator != accelerator;
    });
    // The lab's other VMs are restored to the same moment, so none must start first.
    plan.after.clear();
    return {};
}

Result<void> finishRestore(const LaunchPlan &plan, const std::optional<PendingRestore> &restore,
                           const QString &qemuImg)
{
    if (!restore) {
        dropRestoreIntent(plan.stateDir);
        return {};
    }
    if (auto kept = restoreUefiVariables(plan.stateDir, restore->intent.name); !kept)
        return kept;
    return restore->intent.memory ? Result<void>() : applyToDisks(plan, *restore, qemuImg);
}

} // namespace hydra
