// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/snapshot_vm.h"

#include "core/base/atomic_file.h"
#include "core/disk/uefi_variables.h"
#include "core/keeper_client/launch.h"
#include "core/reach/vm_link.h"
#include "core/vm/restore_intent.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QStorageInfo>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kPatience = std::chrono::minutes(2);     // for another command to finish
constexpr auto kJobPatience = std::chrono::minutes(30); // QEMU does not answer while it works

Result<FileLock> lockVm(const QString &stateDir, const VmRef &ref, const JobContext &job)
{
    const QString path = VmPlaces{stateDir, {}}.snapshotLock();
    auto lock = FileLock::acquire(path);
    if (lock || lock.error().code != ErrorCode::Conflict)
        return lock;
    if (job.progress)
        job.progress(
            {-1, QStringLiteral("%1: waits for another snapshot command").arg(ref.toString())});
    const QDeadlineTimer patience(kPatience);
    while (!lock && lock.error().code == ErrorCode::Conflict && !patience.hasExpired()) {
        if (job.cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        lock = FileLock::acquire(path, std::chrono::milliseconds(200));
    }
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return fail(ErrorCode::Conflict, QStringLiteral("another snapshot command works on it"),
                    ref.toString(), QStringLiteral("wait until it has finished, then try again"));
    return lock;
}

// Lab snapshots that were completed for all VMs, as at least one VM's record says.
QStringList finishedIn(const QString &labState)
{
    QStringList finished;
    const QDir dir(labState);
    for (const QString &vm : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto record = readSnapshotRecord(dir.filePath(vm));
        if (!record)
            continue;
        for (const Snapshot &snapshot : record->snapshots) {
            if (!snapshot.pending && !snapshot.labSnapshot.isEmpty())
                finished << snapshot.labSnapshot;
        }
    }
    return finished;
}

} // namespace

Error SnapshotVm::named(Error error) const
{
    error = inWords(std::move(error), QStorageInfo(m_stateDir).bytesAvailable());
    if (!error.where.isEmpty() && error.where != u"QEMU")
        error.details = error.where + u'\n' + error.details;
    error.where = m_ref.toString();
    return error;
}

Result<SnapshotVm> SnapshotVm::open(const Environment &environment, const VmRef &ref,
                                    const JobContext &job)
{
    const QString stateDir = environment.paths.vmState(ref);
    if (!QFileInfo::exists(stateDir))
        return fail(ErrorCode::Conflict, QStringLiteral("has no disk yet"), ref.toString(),
                    QStringLiteral("start it once: `hydractl up %1`").arg(ref.toString()));
    auto lock = lockVm(stateDir, ref, job);
    if (!lock)
        return fail(lock.error());
    SnapshotVm vm(ref, stateDir, environment.programs.qemuImg, std::move(*lock));
    if (auto connected = vm.connect(environment); !connected)
        return fail(vm.named(connected.error()));
    auto record = readSnapshotRecord(stateDir);
    if (!record)
        return fail(record.error());
    vm.m_record = std::move(*record);
    if (auto resolved = vm.resolve(environment); !resolved)
        return fail(vm.named(resolved.error()));
    return vm;
}

Result<void> SnapshotVm::connect(const Environment &environment)
{
    awaitEndOfKeeper(environment.paths, m_ref);
    if (auto plan = readLaunchPlan(environment.paths, m_ref))
        m_plan = std::move(*plan);
    for (const VmDisk &disk : m_plan ? disksOf(*m_plan) : std::vector<VmDisk>()) {
        if (QFileInfo::exists(disk.path))
            m_disks.push_back(disk);
    }
    const auto served = ensureKeeper(environment, m_ref);
    if (!served)
        return fail(served.error());
    if (!*served)
        return {};
    auto keeper = KeeperCall::open(environment.paths.controlSocket(m_ref));
    if (!keeper)
        return fail(keeper.error());
    const VmState state = keeper->status().state;
    if (state != VmState::Running && state != VmState::Paused)
        return fail(ErrorCode::Conflict, QStringLiteral("is %1").arg(toString(state)), {},
                    QStringLiteral("try again when it runs or is stopped"));
    m_paused = state == VmState::Paused;
    m_keeper = std::move(*keeper);
    return {};
}

Result<void> SnapshotVm::change(SnapshotRecord record)
{
    if (record == m_record)
        return {};
    if (auto written = writeSnapshotRecord(m_stateDir, record); !written)
        return fail(named(written.error()));
    m_record = std::move(record);
    return {};
}

Result<void> SnapshotVm::resolve(const Environment &environment)
{
    if (m_keeper) {
        if (auto settled =
                m_keeper->ask(QStringLiteral("snapshot"),
                              {{QStringLiteral("action"), QStringLiteral("settle")}}, kJobPatience);
            !settled)
            return fail(settled.error());
        m_paused = m_keeper->status().state == VmState::Paused;
    }
    if (auto resolved = resolveRestore(); !resolved)
        return resolved;
    if (auto resolved = resolveRecord(environment); !resolved)
        return resolved;
    if (!m_record.held)
        return {};
    SnapshotRecord record = m_record;
    record.held = false;
    if (m_paused && m_keeper) {
        if (auto resumed = m_keeper->ask(QStringLiteral("resume")); !resumed)
            return fail(resumed.error());
        m_paused = false;
    }
    return change(std::move(record));
}

// Completes an interrupted restore of a stopped VM, whose disks may be of two points in time. Its
// memory is loaded when the VM is started.
Result<void> SnapshotVm::resolveRestore()
{
    const auto intent = m_keeper ? std::nullopt : readRestoreIntent(m_stateDir);
    if (intent && m_record.find(intent->name)) {
        for (const VmDisk &disk : m_disks) {
            if (auto mended = mendDisk(disk, m_qemuImg); !mended)
                return mended;
        }
        if (auto applied = apply(intent->name); !applied)
            return applied;
        if (!intent->memory) {
            if (auto confirmed = confirmRestore(m_stateDir); !confirmed)
                return confirmed;
        }
    } else if (intent) {
        dropRestoreIntent(m_stateDir);
    }
    const auto restored = readRestored(m_stateDir);
    if (!restored)
        return {};
    SnapshotRecord record = m_record;
    if (record.find(restored->name))
        record.current = restored->name;
    if (auto changed = change(std::move(record)); !changed)
        return changed;
    forgetRestored(m_stateDir);
    return {};
}

Result<void> SnapshotVm::resolveRecord(const Environment &environment)
{
    if (m_record.snapshots.empty())
        return {};
    const auto now = states();
    if (!now)
        return fail(now.error());
    std::map<QString, QStringList> tags;
    for (const auto &[file, state] : *now)
        tags[file] = state.tags();
    const Resolution resolution =
        resolveSnapshots(m_record, tags, finishedIn(environment.paths.labState(m_ref.lab)));
    for (const QString &name : resolution.remove) {
        const Snapshot gone = *m_record.find(name);
        for (const VmDisk &disk : m_keeper ? std::vector<VmDisk>() : m_disks) {
            if (auto mended = mendDisk(disk, m_qemuImg); !mended)
                return mended;
        }
        if (auto erased = erase(gone); !erased)
            return erased;
    }
    return change(resolution.record);
}

Result<DiskStates> SnapshotVm::states()
{
    if (!m_keeper)
        return readDisks(m_disks, m_qemuImg);
    const auto blocks = m_keeper->qmp(QStringLiteral("query-block"), {}, kJobPatience);
    if (!blocks)
        return fail(named(blocks.error()));
    return diskStates(m_disks, *blocks);
}

Result<Traits> SnapshotVm::machine()
{
    const auto version = m_keeper->qmp(QStringLiteral("query-version"));
    if (!version)
        return fail(named(version.error()));
    const QJsonValue qemu = (*version)[QStringLiteral("qemu")];
    const QString number = QStringLiteral("%1.%2.%3")
                               .arg(qemu[QStringLiteral("major")].toInt())
                               .arg(qemu[QStringLiteral("minor")].toInt())
                               .arg(qemu[QStringLiteral("micro")].toInt());
    const auto machine = machineOf(*m_plan, m_keeper->status().accelerator,
                                   m_keeper->status().start == u"instant", number);
    if (!machine)
        return fail(ErrorCode::Failed, QStringLiteral("its plan does not say how it runs"),
                    m_ref.toString());
    return *machine;
}

Result<void> SnapshotVm::ask(const QString &action, const QString &tag,
                             const std::vector<VmDisk> &disks)
{
    QJsonArray nodes;
    for (const VmDisk &disk : disks)
        nodes.append(disk.node);
    const auto done = m_keeper->ask(QStringLiteral("snapshot"),
                                    {{QStringLiteral("action"), action},
                                     {QStringLiteral("tag"), tag},
                                     {QStringLiteral("nodes"), nodes}},
                                    kJobPatience);
    if (!done)
        return fail(named(done.error()));
    return {};
}

Result<void> SnapshotVm::save(const Snapshot &snapshot)
{
    if (auto copied = keepUefiVariables(m_stateDir, snapshot.name); !copied)
        return fail(named(copied.error()));
    Result<void> saved;
    if (m_keeper) {
        saved = ask(snapshot.memory ? QStringLiteral("save") : QStringLiteral("disks"),
                    snapshot.tag(), m_disks);
    } else {
        for (size_t i = 0; i < m_disks.size() && saved; ++i)
            saved = changeDisk(DiskAction::Create, snapshot.tag(), m_disks[i], m_qemuImg);
    }
    if (saved)
        return {};
    Error why = named(saved.error());
    if (const QStringList blocking = memoryBlockers(); snapshot.memory && !blocking.isEmpty()) {
        why.hint = QStringLiteral("take the snapshot without memory, or unmount its shares in the "
                                  "guest (umount) if it is one of them that blocks it");
        why.details += u'\n' + blocking.join(u'\n');
    }
    if (auto erased = erase(snapshot); !erased)
        return fail(why.code, why.what, why.where, why.hint,
                    why.details + u'\n' + formatError(erased.error()));
    return fail(why);
}

// Why QEMU cannot save the memory just now, in its words: a mounted 9p share, a device such as
// ivshmem (query-migrate, qemu-qmp-ref(7)).
QStringList SnapshotVm::memoryBlockers()
{
    const auto state =
        m_keeper ? m_keeper->qmp(QStringLiteral("query-migrate")) : Result<QJsonValue>();
    QStringList reasons;
    if (state) {
        for (const QJsonValue &reason : (*state)[QStringLiteral("blocked-reasons")].toArray())
            reasons << reason.toString();
    }
    return reasons;
}

Result<void> SnapshotVm::erase(const Snapshot &snapshot)
{
    const auto now = states();
    if (!now)
        return fail(now.error());
    std::vector<VmDisk> having;
    for (const VmDisk &disk : m_disks) {
        const auto state = now->find(disk.file());
        if (state != now->end() && state->second.snapshots.contains(snapshot.tag()))
            having.push_back(disk);
    }
    if (m_keeper && !having.empty()) {
        if (auto erased = ask(QStringLiteral("delete"), snapshot.tag(), having); !erased)
            return erased;
    }
    for (const VmDisk &disk : m_keeper ? std::vector<VmDisk>() : having) {
        if (auto erased = changeDisk(DiskAction::Delete, snapshot.tag(), disk, m_qemuImg); !erased)
            return fail(named(erased.error()));
    }
    removeUefiVariables(m_stateDir, snapshot.name);
    return {};
}

Result<void> SnapshotVm::apply(const QString &name, const CancelToken &cancel)
{
    const Snapshot *snapshot = m_record.find(name);
    for (const VmDisk &disk : m_disks) {
        if (!snapshot || !snapshot->disks.contains(disk.file()))
            continue;
        if (auto applied = changeDisk(DiskAction::Apply, snapshot->tag(), disk, m_qemuImg, cancel);
            !applied)
            return fail(named(applied.error()));
    }
    return restoreUefiVariables(m_stateDir, name);
}

Result<void> SnapshotVm::load(const QString &name)
{
    std::vector<VmDisk> taking;
    const Snapshot *snapshot = m_record.find(name);
    std::copy_if(m_disks.begin(), m_disks.end(), std::back_inserter(taking),
                 [&](const VmDisk &disk) { return snapshot->disks.contains(disk.file()); });
    return ask(QStringLiteral("load"), snapshot->tag(), taking);
}

Result<void> SnapshotVm::beginHold()
{
    SnapshotRecord record = m_record;
    record.held = true;
    if (auto changed = change(std::move(record)); !changed)
        return changed;
    return m_keeper->send(QStringLiteral("pause"));
}

Result<void> SnapshotVm::awaitHold()
{
    const auto paused = m_keeper->await(kJobPatience);
    return paused ? Result<void>() : fail(named(paused.error()));
}

Result<void> SnapshotVm::beginRelease()
{
    return m_keeper->send(QStringLiteral("resume"));
}

Result<void> SnapshotVm::awaitRelease()
{
    if (auto resumed = m_keeper->await(kJobPatience); !resumed)
        return fail(named(resumed.error()));
    SnapshotRecord record = m_record;
    record.held = false;
    return change(std::move(record));
}

} // namespace hydra
