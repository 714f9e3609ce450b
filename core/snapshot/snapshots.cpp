// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/snapshots.h"

#include "core/reach/vm_link.h"
#include "core/snapshot/snapshot_group.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

QString now()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
}

QStringList takenNames(const SnapshotGroup &group)
{
    QStringList names;
    for (const SnapshotVm &vm : group.vms) {
        for (const Snapshot &snapshot : vm.record().snapshots)
            names << snapshot.name;
    }
    return names;
}

Result<void> checkFree(SnapshotVm &vm, const QString &name)
{
    const QString where = vm.ref().toString();
    if (vm.record().find(name))
        return fail(ErrorCode::Conflict, QStringLiteral("has a snapshot '%1' already").arg(name),
                    where,
                    QStringLiteral(
                        "take another name, or delete it first: `hydractl snapshot delete %1 %2`")
                        .arg(where, name));
    const auto states = vm.states();
    if (!states)
        return fail(states.error());
    for (const auto &[file, state] : *states) {
        if (state.snapshots.contains(snapshotTag(name)))
            return fail(
                ErrorCode::Conflict,
                QStringLiteral("its disk %1 has a snapshot %2 that Hydra's record does not have")
                    .arg(file, snapshotTag(name)),
                where, QStringLiteral("take another name"));
    }
    return {};
}

Result<void> checkMakeable(SnapshotGroup &group, const LoadedTarget &target, const QString &name,
                           bool memory)
{
    const QString where = target.vms.size() == 1 ? target.lab.ref(target.vms.front()).toString()
                                                 : target.lab.spec.name;
    if (group.vms.empty())
        return fail(ErrorCode::Conflict, QStringLiteral("has no disk yet"), where,
                    QStringLiteral("start it once: `hydractl up %1`").arg(where));
    const bool runs = std::any_of(group.vms.begin(), group.vms.end(),
                                  [](const SnapshotVm &vm) { return vm.isRunning(); });
    if (memory && !runs)
        return fail(ErrorCode::Conflict, QStringLiteral("is stopped and has no memory to keep"),
                    where,
                    QStringLiteral("leave out --memory to keep its disk, or start it first"));
    for (SnapshotVm &vm : group.vms) {
        if (vm.disks().empty())
            return fail(ErrorCode::Conflict,
                        QStringLiteral("has no disk that could keep a snapshot"),
                        vm.ref().toString(), QStringLiteral("add one to its `disks`"));
        if (auto free = checkFree(vm, name); !free)
            return free;
    }
    return {};
}

Result<void> begin(SnapshotVm &vm, Snapshot snapshot, bool memory)
{
    snapshot.memory = memory && vm.isRunning();
    snapshot.pending = true;
    snapshot.parent = vm.record().current;
    for (const VmDisk &disk : vm.disks())
        snapshot.disks << disk.file();
    if (snapshot.memory) {
        const auto machine = vm.machine();
        if (!machine)
            return fail(machine.error());
        snapshot.machine = *machine;
    }
    SnapshotRecord record = vm.record();
    record.snapshots.push_back(std::move(snapshot));
    return vm.change(std::move(record));
}

// Records the sizes, which are known only after saving.
Result<void> confirm(SnapshotVm &vm, const QString &name)
{
    const auto states = vm.states();
    if (!states)
        return fail(states.error());
    SnapshotRecord record = vm.record();
    Snapshot &snapshot = *record.find(name);
    std::uint64_t memory = 0, disk = 0;
    for (const auto &[file, state] : *states) {
        const auto found = state.snapshots.find(snapshot.tag());
        memory += found == state.snapshots.end() ? 0 : found->second.inBytes();
        disk += state.actualSize.inBytes();
    }
    snapshot.memorySize = MemorySize::bytes(memory);
    snapshot.diskSize = MemorySize::bytes(disk);
    snapshot.pending = false;
    record.current = name;
    return vm.change(std::move(record));
}

void takeBack(const VmList &vms, const QString &name)
{
    for (SnapshotVm *vm : vms) {
        const Snapshot *made = vm->record().find(name);
        if (!made)
            continue;
        if (auto erased = vm->erase(*made); !erased)
            continue; // it stays pending, and the next command removes it
        SnapshotRecord record = vm->record();
        removeSnapshot(record, name);
        (void)vm->change(std::move(record));
    }
}

QString outcome(const SnapshotVm &vm, const QString &name, bool memoryAsked)
{
    const Snapshot *snapshot = vm.record().find(name);
    if (snapshot->memory)
        return QStringLiteral("disk and memory (%1)").arg(snapshot->memorySize.toDisplay());
    return memoryAsked ? QStringLiteral("disk only: it is stopped") : QStringLiteral("disk");
}

VmList all(SnapshotGroup &group)
{
    VmList vms;
    for (SnapshotVm &vm : group.vms)
        vms.push_back(&vm);
    return vms;
}

VmList goingOn(SnapshotGroup &group)
{
    VmList vms;
    for (SnapshotVm &vm : group.vms) {
        if (vm.isRunning() && !vm.isPaused())
            vms.push_back(&vm);
    }
    return vms;
}

Result<void> saveAll(SnapshotGroup &group, const Snapshot &snapshot, bool memory,
                     const JobContext &job)
{
    for (SnapshotVm &vm : group.vms) {
        if (auto begun = begin(vm, snapshot, memory); !begun)
            return begun;
    }
    VmList running = goingOn(group);
    Hold hold(group.vms.size() > 1 ? running : VmList());
    if (auto held = hold.begin(); !held)
        return held;
    say(job, memory ? QStringLiteral("saving disks and memory") : QStringLiteral("saving disks"));
    const auto saved = forAll(
        all(group), [&](SnapshotVm &vm) { return vm.save(*vm.record().find(snapshot.name)); });
    const auto released = hold.release();
    if (!saved)
        return saved;
    if (!released)
        return released;
    if (job.cancel.cancelled())
        return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
    for (SnapshotVm &vm : group.vms) {
        if (auto confirmed = confirm(vm, snapshot.name); !confirmed)
            return confirmed;
    }
    return {};
}

} // namespace

Result<SnapshotReport> createSnapshot(const Environment &environment, const LoadedTarget &target,
                                      const SnapshotOptions &options, const JobContext &job)
{
    if (!options.name.isEmpty()) {
        if (auto valid = checkSnapshotName(options.name); !valid)
            return fail(valid.error());
    }
    auto group = openGroup(environment, target,
                           target.vms.size() > 1 ? Without::LeaveOut : Without::Refuse, job);
    if (!group)
        return fail(group.error());
    Snapshot snapshot;
    snapshot.createdAt = now();
    snapshot.name = options.name.isEmpty()
                        ? defaultSnapshotName(snapshot.createdAt, takenNames(*group))
                        : options.name;
    snapshot.note = options.note.simplified();
    if (target.vms.size() > 1)
        snapshot.labSnapshot = randomId();
    if (auto makeable = checkMakeable(*group, target, snapshot.name, options.memory); !makeable)
        return fail(makeable.error());
    if (auto saved = saveAll(*group, snapshot, options.memory, job); !saved) {
        takeBack(all(*group), snapshot.name);
        return fail(saved.error());
    }
    SnapshotReport report{snapshot.name, {}};
    for (const QString &vm : target.vms) {
        const VmRef ref = target.lab.ref(vm);
        const auto kept = std::find_if(group->vms.begin(), group->vms.end(),
                                       [&](const SnapshotVm &v) { return v.ref() == ref; });
        report.vms.push_back({ref, kept == group->vms.end()
                                       ? QStringLiteral("nothing: it was never started")
                                       : outcome(*kept, snapshot.name, options.memory)});
    }
    return report;
}

Result<std::vector<VmSnapshots>> listSnapshots(const Environment &environment,
                                               const LoadedTarget &target, const JobContext &job)
{
    std::vector<VmSnapshots> all;
    for (const QString &name : target.vms) {
        const VmRef ref = target.lab.ref(name);
        auto record = readSnapshotRecord(environment.paths.vmState(ref));
        if (!record)
            return fail(record.error());
        // A list must not wait: a VM that another command works on is shown as recorded.
        const bool running = isRunning(environment.paths, ref);
        const auto starts = running
                                ? Result<LabLock>(fail(ErrorCode::Conflict, {}))
                                : LabLock::acquire(environment.paths, ref.lab, LabLock::Wait::No);
        if ((running || starts) && !record->snapshots.empty() &&
            FileLock::acquire(environment.paths.places(ref).snapshotLock())) {
            // If the VM is starting or stopping, it cannot be cleaned up now and is shown as
            // recorded.
            if (auto vm = SnapshotVm::open(environment, ref, job))
                record = vm->record();
        }
        all.push_back({ref, std::move(*record)});
    }
    return all;
}

QJsonObject toJson(const std::vector<VmSnapshots> &vms)
{
    QJsonArray array;
    for (const VmSnapshots &vm : vms) {
        QJsonArray snapshots;
        for (const SnapshotRow &row : snapshotTree(vm.record)) {
            const Snapshot &s = row.snapshot;
            snapshots.append(
                QJsonObject{{QStringLiteral("name"), s.name},
                            {QStringLiteral("parent"), s.parent},
                            {QStringLiteral("note"), s.note},
                            {QStringLiteral("created_at"), s.createdAt},
                            {QStringLiteral("memory"), s.memory},
                            {QStringLiteral("memory_bytes"), qint64(s.memorySize.inBytes())},
                            {QStringLiteral("disk_bytes"), qint64(s.diskSize.inBytes())},
                            {QStringLiteral("lab_snapshot"), s.labSnapshot},
                            {QStringLiteral("pending"), s.pending},
                            {QStringLiteral("current"), row.current}});
        }
        array.append(QJsonObject{{QStringLiteral("lab"), vm.vm.lab},
                                 {QStringLiteral("name"), vm.vm.vm},
                                 {QStringLiteral("current"), vm.record.current},
                                 {QStringLiteral("snapshots"), snapshots}});
    }
    return {{QStringLiteral("vms"), array}};
}

Result<SnapshotReport> deleteSnapshot(const Environment &environment, const LoadedTarget &target,
                                      const QString &name, const JobContext &job)
{
    auto group = openGroup(environment, target, Without::LeaveOut, job);
    if (!group)
        return fail(group.error());
    SnapshotReport report{name, {}};
    for (SnapshotVm &vm : group->vms) {
        if (!vm.record().find(name))
            continue;
        say(job, QStringLiteral("%1: deleting '%2'").arg(vm.ref().toString(), name));
        // Marked as pending first, so that the next command completes an interrupted deletion.
        SnapshotRecord record = vm.record();
        record.find(name)->pending = true;
        record.find(name)->labSnapshot.clear();
        if (auto marked = vm.change(record); !marked)
            return fail(marked.error());
        if (auto erased = vm.erase(*vm.record().find(name)); !erased)
            return fail(erased.error());
        removeSnapshot(record, name);
        if (auto changed = vm.change(std::move(record)); !changed)
            return fail(changed.error());
        report.vms.push_back({vm.ref(), QStringLiteral("deleted")});
    }
    if (report.vms.empty())
        return fail(ErrorCode::NotFound, QStringLiteral("has no snapshot '%1'").arg(name),
                    target.vms.size() == 1 ? target.lab.ref(target.vms.front()).toString()
                                           : target.lab.spec.name,
                    QStringLiteral("`hydractl snapshot list` shows what there is"));
    return report;
}

} // namespace hydra
