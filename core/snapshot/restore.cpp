// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/snapshots.h"

#include "core/disk/finish_restore.h"
#include "core/keeper_client/launch.h"
#include "core/reach/vm_link.h"
#include "core/snapshot/snapshot_group.h"
#include "core/start/start.h"
#include "core/vm/restore_intent.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>

#include <algorithm>
#include <thread>

namespace hydra {
namespace {

constexpr auto kLoadPatience = std::chrono::minutes(30);
constexpr auto kClockPatience = std::chrono::seconds(5);

/// How each VM of a restore is restored.
struct RestorePlan {
    VmList load;  ///< running: loaded in place
    VmList start; ///< stopped: started with the snapshot's memory
    VmList disks; ///< stopped, and stay so
};

tl::unexpected<Error> unknownSnapshot(const LoadedTarget &target, const SnapshotGroup &group,
                                      const QString &name)
{
    QStringList known;
    for (const SnapshotVm &vm : group.vms) {
        for (const Snapshot &snapshot : vm.record().snapshots) {
            if (!known.contains(snapshot.name))
                known << snapshot.name;
        }
    }
    return fail(ErrorCode::NotFound, QStringLiteral("has no snapshot '%1'").arg(name),
                target.vms.size() == 1 ? target.lab.ref(target.vms.front()).toString()
                                       : target.lab.spec.name,
                known.isEmpty()
                    ? QStringLiteral("there is none yet")
                    : QStringLiteral("there are: %1").arg(known.join(QStringLiteral(", "))));
}

Result<void> checkDisks(SnapshotVm &vm, const Snapshot &snapshot, bool memory)
{
    const auto states = vm.states();
    if (!states)
        return fail(states.error());
    MemorySize size;
    for (const QString &file : snapshot.disks) {
        const auto disk = states->find(file);
        if (disk == states->end())
            return fail(ErrorCode::Conflict,
                        QStringLiteral("its disk %1, which is part of snapshot '%2', is gone")
                            .arg(file, snapshot.name),
                        vm.ref().toString());
        const auto found = disk->second.snapshots.find(snapshot.tag());
        if (found == disk->second.snapshots.end())
            return fail(ErrorCode::Failed,
                        QStringLiteral("its disk %1 does not have snapshot '%2' any more")
                            .arg(file, snapshot.name),
                        vm.ref().toString());
        size = std::max(size, found->second);
    }
    if (memory && size == MemorySize())
        return fail(
            ErrorCode::Failed,
            QStringLiteral("the memory of snapshot '%1' is not in its disk").arg(snapshot.name),
            vm.ref().toString());
    return {};
}

Result<void> checkMachine(SnapshotVm &vm, const Snapshot &snapshot)
{
    const auto machine = vm.machine();
    if (!machine)
        return fail(machine.error());
    if (const QStringList differ = differences(snapshot.machine, *machine); !differ.isEmpty())
        return doesNotFit(vm.ref().toString(), snapshot.name, differ);
    return {};
}

Result<void> addWay(RestorePlan &ways, SnapshotVm &vm, const Snapshot &snapshot, bool diskOnly)
{
    const bool memory = snapshot.memory && !diskOnly;
    const QString where = vm.ref().toString();
    if (!memory && vm.isRunning())
        return fail(
            ErrorCode::Conflict,
            QStringLiteral("is running, and a disk can only be restored while it is stopped"),
            where, QStringLiteral("stop it first: `hydractl down %1`").arg(where));
    if (auto there = checkDisks(vm, snapshot, memory); !there)
        return there;
    if (vm.isRunning()) {
        if (auto fits = checkMachine(vm, snapshot); !fits)
            return fits;
    }
    (vm.isRunning() ? ways.load : memory ? ways.start : ways.disks).push_back(&vm);
    return {};
}

Result<RestorePlan> planRestore(SnapshotGroup &group, const LoadedTarget &target,
                                const QString &name, bool diskOnly)
{
    RestorePlan ways;
    bool any = false;
    for (SnapshotVm &vm : group.vms) {
        const Snapshot *snapshot = vm.record().find(name);
        if (!snapshot)
            continue;
        any = true;
        if (target.lab.spec.vm(vm.ref().vm)->protect)
            return fail(ErrorCode::Conflict, QStringLiteral("is protected"), vm.ref().toString(),
                        QStringLiteral("`hydractl set %1 %2 protect=false` allows it")
                            .arg(vm.ref().lab, vm.ref().vm));
        if (auto added = addWay(ways, vm, *snapshot, diskOnly); !added)
            return fail(added.error());
    }
    return any ? Result<RestorePlan>(ways) : unknownSnapshot(target, group, name);
}

Result<void> setCurrent(SnapshotVm &vm, const QString &name)
{
    SnapshotRecord record = vm.record();
    record.current = name;
    if (auto changed = vm.change(std::move(record)); !changed)
        return changed;
    forgetRestored(vm.stateDir());
    return {};
}

Result<void> loadInPlace(SnapshotVm &vm, const QString &name)
{
    if (auto noted = writeRestoreIntent(vm.stateDir(), {name, snapshotTag(name), true}); !noted)
        return noted;
    if (auto loaded = vm.load(name); !loaded)
        return loaded;
    return setCurrent(vm, name);
}

Result<void> restoreDisks(SnapshotVm &vm, const QString &name)
{
    if (auto noted = writeRestoreIntent(vm.stateDir(), {name, snapshotTag(name), false}); !noted)
        return noted;
    if (auto applied = vm.apply(name); !applied)
        return applied;
    if (auto confirmed = confirmRestore(vm.stateDir()); !confirmed)
        return confirmed;
    return setCurrent(vm, name);
}

/// True: its keeper says that it has started. False: that one ended, with the VM or without it.
Result<bool> hasStarted(const Environment &environment, const SnapshotVm &vm, const JobContext &job)
{
    const auto settled = [](const VmStatus &status) {
        return status.state == VmState::Running || status.state == VmState::Paused ||
               hasEnded(status);
    };
    auto keeper = KeeperCall::open(environment.paths.controlSocket(vm.ref()));
    if (!keeper)
        return false;
    if (auto waited = keeper->awaitStatus(settled, kLoadPatience, job.cancel); !waited)
        return waited.error().code == ErrorCode::Cancelled ? Result<bool>(fail(waited.error()))
                                                           : false;
    return !hasEnded(keeper->status());
}

// The keeper loads the memory, and the VM's state tells the outcome. If the keeper dies meanwhile,
// its successor continues.
Result<void> awaitStart(const Environment &environment, SnapshotVm &vm, const JobContext &job)
{
    const QDeadlineTimer patience(kLoadPatience);
    for (KeeperTries tries; !patience.hasExpired();) {
        const auto served = ensureKeeper(environment, vm.ref());
        if (!served)
            return fail(served.error());
        if (!*served)
            break;
        QElapsedTimer lived;
        lived.start();
        if (auto started = hasStarted(environment, vm, job); !started || *started)
            return started ? Result<void>() : fail(started.error());
        awaitEndOfKeeper(environment.paths, vm.ref());
        tries.died(std::chrono::milliseconds(lived.elapsed()));
        if (tries.isOver())
            return fail(tries.error(vm.ref()));
        std::this_thread::sleep_for(tries.pause());
    }
    const auto status = readVmStatus(vm.stateDir());
    return fail(ErrorCode::Failed, status ? status->reason : QStringLiteral("did not start"),
                vm.ref().toString(),
                QStringLiteral(
                    "the disk alone may still do: `hydractl snapshot restore %1 NAME --disk-only`")
                    .arg(vm.ref().toString()));
}

// If the start of one VM is refused, the intents of those that have no keeper yet are dropped.
Result<void> startAll(const Environment &environment, const LoadedTarget &target, const VmList &vms,
                      const QString &name, bool hold, const JobContext &job)
{
    if (vms.empty())
        return {};
    LoadedTarget these{target.lab, {}};
    Result<void> begun;
    for (SnapshotVm *vm : vms) {
        these.vms << vm->ref().vm;
        if (begun)
            begun = writeRestoreIntent(vm->stateDir(), {name, snapshotTag(name), true});
    }
    if (begun)
        begun = startVms(environment, these, UpOptions{.holdRestored = hold}, job);
    for (SnapshotVm *vm : vms) {
        if (!begun && !keeperHoldsLock(vm->stateDir()))
            dropRestoreIntent(vm->stateDir());
    }
    if (!begun)
        return begun;
    return forAll(vms, [&](SnapshotVm &vm) -> Result<void> {
        if (auto started = awaitStart(environment, vm, job); !started)
            return started;
        return setCurrent(vm, name);
    });
}

// VMs started on hold are resumed together with the others.
Result<void> releaseStarted(const Environment &environment, const VmList &vms)
{
    std::vector<KeeperCall> keepers;
    for (SnapshotVm *vm : vms) {
        auto keeper = KeeperCall::open(environment.paths.controlSocket(vm->ref()));
        if (!keeper)
            return fail(keeper.error());
        keepers.push_back(std::move(*keeper));
    }
    for (KeeperCall &keeper : keepers) {
        if (auto sent = keeper.send(QStringLiteral("resume")); !sent)
            return sent;
    }
    for (KeeperCall &keeper : keepers) {
        if (auto resumed = keeper.await(); !resumed)
            return fail(resumed.error());
    }
    return {};
}

Result<void> restoreAll(const Environment &environment, const LoadedTarget &target,
                        SnapshotGroup &group, const RestorePlan &ways, const QString &name,
                        const JobContext &job)
{
    const bool several = ways.load.size() + ways.start.size() > 1;
    VmList going;
    std::copy_if(ways.load.begin(), ways.load.end(), std::back_inserter(going),
                 [](SnapshotVm *vm) { return !vm->isPaused(); });
    Hold hold(several ? going : VmList());
    if (auto held = hold.begin(); !held)
        return held;
    if (auto restored = forAll(ways.disks, [&](SnapshotVm &vm) { return restoreDisks(vm, name); });
        !restored)
        return restored;
    group.starts.reset(); // startVms takes the lock itself
    say(job, QStringLiteral("restoring '%1'").arg(name));
    auto restored = startAll(environment, target, ways.start, name, several, job);
    if (restored)
        restored = forAll(ways.load, [&](SnapshotVm &vm) { return loadInPlace(vm, name); });
    const auto others = several ? releaseStarted(environment, ways.start) : Result<void>();
    if (!restored)
        return restored;
    const auto released = hold.release();
    return others ? released : others;
}

// The keeper sets the clock by itself; this only waits for it, if the guest's agent answers soon,
// so that the clock is right when the command ends.
bool awaitClock(const Environment &environment, const SnapshotVm &vm)
{
    auto keeper = KeeperCall::open(environment.paths.controlSocket(vm.ref()));
    return keeper && (keeper->status().state != VmState::Running ||
                      keeper->ask(QStringLiteral("set_clock"), {}, kClockPatience));
}

QString outcome(const Environment &environment, const RestorePlan &ways, const SnapshotVm *vm)
{
    const auto in = [vm](const VmList &list) {
        return std::find(list.begin(), list.end(), vm) != list.end();
    };
    const bool late = (in(ways.load) || in(ways.start)) && !awaitClock(environment, *vm);
    const QString clock = late ? QStringLiteral("; its clock is not set yet") : QString();
    return in(ways.load)    ? QStringLiteral("restored with its memory") + clock
           : in(ways.start) ? QStringLiteral("started with its memory") + clock
           : in(ways.disks) ? QStringLiteral("its disk is restored; it is stopped")
                            : QStringLiteral("has no such snapshot: left as it is");
}

} // namespace

Result<SnapshotReport> restoreSnapshot(const Environment &environment, const LoadedTarget &target,
                                       const QString &name, bool diskOnly, const JobContext &job)
{
    auto group = openGroup(environment, target, Without::LeaveOut, job);
    if (!group)
        return fail(group.error());
    const auto ways = planRestore(*group, target, name, diskOnly);
    if (!ways)
        return fail(ways.error());
    if (job.cancel.cancelled())
        return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
    if (auto restored = restoreAll(environment, target, *group, *ways, name, job); !restored)
        return fail(restored.error());
    SnapshotReport report{name, {}};
    for (SnapshotVm &vm : group->vms)
        report.vms.push_back({vm.ref(), outcome(environment, *ways, &vm)});
    return report;
}

} // namespace hydra
