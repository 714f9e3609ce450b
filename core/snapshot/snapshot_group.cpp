// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/snapshot_group.h"

#include "core/base/log.h"
#include "core/reach/vm_link.h"

#include <QFileInfo>

#include <algorithm>
#include <future>

namespace hydra {
namespace {

Result<std::optional<LabLock>> lockStarts(const Environment &environment,
                                          const LoadedTarget &target)
{
    const bool allRun = std::all_of(target.vms.begin(), target.vms.end(), [&](const QString &vm) {
        return isRunning(environment.paths, target.lab.ref(vm));
    });
    if (allRun || !QFileInfo::exists(environment.paths.labState(target.lab.spec.name)))
        return std::optional<LabLock>();
    auto lock = LabLock::acquire(environment.paths, target.lab.spec.name, LabLock::Wait::Briefly);
    if (!lock)
        return fail(lock.error());
    return std::optional<LabLock>(std::move(*lock));
}

} // namespace

void say(const JobContext &job, const QString &words)
{
    if (job.progress)
        job.progress({-1, words});
}

Result<SnapshotGroup> openGroup(const Environment &environment, const LoadedTarget &target,
                                Without without, const JobContext &job)
{
    SnapshotGroup group;
    auto starts = lockStarts(environment, target);
    if (!starts)
        return fail(starts.error());
    group.starts = std::move(*starts);
    for (const QString &name : target.vms) {
        const VmRef ref = target.lab.ref(name);
        const bool never = !QFileInfo::exists(environment.paths.vmState(ref));
        if (never && without == Without::LeaveOut)
            continue;
        auto vm = SnapshotVm::open(environment, ref, job);
        if (!vm)
            return fail(vm.error());
        group.vms.push_back(std::move(*vm));
    }
    return group;
}

Result<void> forAll(const VmList &vms, const std::function<Result<void>(SnapshotVm &)> &work)
{
    std::vector<std::future<Result<void>>> all;
    for (SnapshotVm *vm : vms)
        all.push_back(std::async(std::launch::async, [vm, &work] { return work(*vm); }));
    Result<void> first;
    for (auto &one : all) {
        if (auto result = one.get(); !result && first)
            first = result;
    }
    return first;
}

Hold::~Hold()
{
    if (auto released = release(); !released)
        logWarning("snapshot", formatError(released.error()));
}

Result<void> Hold::begin()
{
    size_t told = 0;
    Result<void> result;
    for (; told < m_vms.size() && result; ++told)
        result = m_vms[told]->beginHold();
    const size_t asked = result ? told : told - 1;
    for (size_t i = 0; i < asked; ++i) {
        if (auto held = m_vms[i]->awaitHold(); !held && result)
            result = held;
    }
    return result;
}

Result<void> Hold::release()
{
    const VmList vms = std::exchange(m_vms, {});
    Result<void> result;
    VmList told;
    for (SnapshotVm *vm : vms) {
        if (auto sent = vm->beginRelease())
            told.push_back(vm);
        else if (result)
            result = sent;
    }
    for (SnapshotVm *vm : told) {
        if (auto released = vm->awaitRelease(); !released && result)
            result = released;
    }
    return result;
}

} // namespace hydra
