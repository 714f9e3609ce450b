// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/start/start.h"

#include "core/base/atomic_file.h"
#include "core/disk/base_record.h"
#include "core/keeper_client/launch.h"
#include "core/lab/lab_lock.h"
#include "core/lab/planned_provisioning.h"
#include "core/lab/ports.h"
#include "core/lab/vm_image.h"
#include "core/lab/vm_seed.h"
#include "core/reach/vm_link.h"
#include "core/vm/host_check.h"
#include "core/vm/qemu/plan.h"
#include "core/vm/qemu/probe.h"
#include "core/vm/unsupported_keys.h"

#include <QJsonDocument>

#include <future>

namespace hydra {
namespace {

/// The VMs of a target, found and checked; nothing is written yet.
struct CheckedVms {
    std::vector<LabVm> stopped;
    std::vector<LaunchPlan> running; ///< nothing to prepare, but their keepers may have died
};

Result<void> checkStopped(const LoadedLab &lab, LabVm &vm, const HostFacts &host, PortSet &taken)
{
    if (const auto unsupported = unsupportedKeys(lab.spec, vm.spec); !unsupported.empty())
        return fail(unsupported.front());
    if (auto completed = completeIdentity(vm, taken); !completed)
        return completed;
    if (const auto lacks = checkHost(vm.ref, vm.spec, vm.ports, host); !lacks.empty())
        return fail(lacks.front());
    return {};
}

Result<void> getImage(const Environment &environment, const LoadedLab &lab, LabVm &vm,
                      const JobContext &job)
{
    if (auto provided = provideImage(environment, lab, vm, job); !provided || !vm.image)
        return provided;
    return checkImageFile(vm.files.places(), *vm.image, vm.spec.imageSha512, job);
}

Result<CheckedVms> checkVms(const Environment &environment, const LoadedTarget &target,
                            const HostFacts &host, const JobContext &job)
{
    PortSet taken = takenPorts(environment.paths, target);
    CheckedVms checked;
    for (const QString &name : target.vms) {
        LabVm vm = readLabVm(environment, target.lab, *target.lab.spec.vm(name));
        awaitEndOfKeeper(environment.paths, vm.ref);
        if (isRunning(environment.paths, vm.ref)) {
            auto plan = readLaunchPlan(environment.paths, vm.ref);
            if (!plan)
                return fail(plan.error());
            checked.running.push_back(std::move(*plan));
            continue;
        }
        if (auto fit = checkStopped(target.lab, vm, host, taken); !fit)
            return fail(fit.error());
        checked.stopped.push_back(std::move(vm));
    }
    // Last, since it may take long: before a download, a busy port should be known.
    for (LabVm &vm : checked.stopped) {
        if (auto got = getImage(environment, target.lab, vm, job); !got)
            return fail(got.error());
    }
    return checked;
}

Result<LaunchPlan> prepareVm(const Environment &environment, const LoadedLab &lab, const LabVm &vm,
                             const HostFacts &host, const UpOptions &options)
{
    if (auto made = ensureVmFiles(vm, host, options.disk); !made)
        return fail(made.error());
    const auto seed = writeSeed(environment.paths, lab, vm, host);
    if (!seed)
        return fail(seed.error());
    auto start = planStart(vm, lab.spec.network, host, options);
    if (!start)
        return fail(start.error());
    if (start->frozen.start && !start->launch.load) {
        if (auto written = writeSpecialization(*start->frozen.start, *seed); !written)
            return fail(written.error());
    }
    if (auto finished = finishRestore(start->launch, start->restore, host.programs.qemuImg);
        !finished)
        return fail(finished.error());
    start->launch.provisioning = plannedProvisioning(lab, vm.spec);
    start->launch.bootHistory = environment.paths.bootHistory(start->launch.image);
    const QByteArray plan = QJsonDocument(toJson(start->launch)).toJson();
    if (auto written = writeFileAtomically(start->launch.planFile(), plan); !written)
        return fail(written.error());
    return std::move(start->launch);
}

// The lab exists, so anything not found is missing on this host, and not a wrong argument.
tl::unexpected<Error> asHostFailure(Error error)
{
    if (error.code == ErrorCode::NotFound)
        error.code = ErrorCode::Failed;
    return fail(std::move(error));
}

// Concurrently, because each launch waits for its keeper. Returns the first failure.
Result<void> launchAll(const std::vector<LaunchPlan> &plans, const QString &keeperProgram)
{
    std::vector<std::future<Result<void>>> launches;
    for (const LaunchPlan &plan : plans)
        launches.push_back(std::async(std::launch::async,
                                      [&] { return launchKeeper(plan, keeperProgram, false); }));
    Result<void> all;
    for (auto &launch : launches) {
        if (auto launched = launch.get(); !launched && all)
            all = launched;
    }
    return all;
}

} // namespace

Result<StartPlan> planStart(const LabVm &vm, const NetworkSpec &network, const HostFacts &host,
                            const UpOptions &options)
{
    StartPlan start;
    PlanInput input = planInput(vm, network, host);
    start.frozen = chooseFrozenStart(vm.image, input, options.cold);
    input.instant = start.frozen.start;
    input.notes = start.frozen.notes;
    if (!options.memoryFile.isEmpty())
        input.memoryFile = MemoryFile{.path = options.memoryFile, .shared = true};
    auto launch = planQemu(input);
    if (!launch)
        return fail(launch.error());
    start.launch = std::move(*launch);
    auto restore = pendingRestore(vm.files.stateDir);
    if (!restore)
        return fail(restore.error());
    start.restore = std::move(*restore);
    if (start.restore) {
        if (auto planned =
                planRestore(start.launch, *start.restore, host.qemu.version, options.holdRestored);
            !planned)
            return fail(planned.error());
    }
    return start;
}

Result<void> startVms(const Environment &environment, const LoadedTarget &target,
                      const UpOptions &options, const JobContext &job)
{
    const LoadedLab &lab = target.lab;
    const auto lock = LabLock::acquireNew(environment.paths, lab.spec.name, LabLock::Wait::ForUp);
    if (!lock)
        return fail(lock.error());
    if (auto claimed = claimLabName(environment.paths, lab.spec.name, lab.file); !claimed) {
        lock->removeIfAlone();
        return claimed;
    }
    const auto host = collectHostFacts(environment.paths, environment.programs);
    if (!host)
        return fail(host.error());
    auto vms = checkVms(environment, target, *host, job);
    if (!vms)
        return asHostFailure(vms.error());
    // All before the first is prepared, since guests are told each other's ports.
    if (auto written = writeIdentities(environment.paths, vms->stopped); !written)
        return asHostFailure(written.error());
    std::vector<LaunchPlan> plans = std::move(vms->running);
    for (const LabVm &vm : vms->stopped) {
        auto plan = prepareVm(environment, lab, vm, *host, options);
        if (!plan)
            return asHostFailure(plan.error());
        plans.push_back(std::move(*plan));
    }
    return launchAll(plans, environment.keeperProgram);
}

} // namespace hydra
