// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/start/lab_plan.h"

#include "core/disk/disk_sizes.h"
#include "core/lab/vm_seed.h"
#include "core/reach/vm_link.h"
#include "core/start/start.h"
#include "core/vm/describe_plan.h"
#include "core/vm/host_check.h"
#include "core/vm/qemu/probe.h"

namespace hydra {
namespace {

// No hash without a salt: a random one would make the plan differ each time.
QString plannedHash(const VmSpec &vm, const VmIdentity &identity)
{
    const bool salted =
        !vm.salt.isEmpty() || !identity.salt.isEmpty() || !vm.passwordHash.isEmpty();
    return salted ? passwordHashOf(vm, identity) : QString();
}

DescribedStart describeStart(const StartPlan &start)
{
    const auto &restore = start.restore;
    if (restore && restore->intent.memory)
        return {.how = QStringLiteral("snapshot"),
                .why = QStringLiteral("a restore of its memory was begun"),
                .snapshot = restore->intent.name};
    if (restore)
        return {.how = QStringLiteral("cold"),
                .why = QStringLiteral("a restore of its disk was begun and is finished first"),
                .snapshot = restore->intent.name};
    if (start.frozen.start)
        return {.how = QStringLiteral("instant"),
                .why = QStringLiteral("it goes on from the frozen guest of %1")
                           .arg(start.frozen.start->image.name),
                .snapshot = {}};
    return {.how = QStringLiteral("cold"), .why = start.frozen.whyCold, .snapshot = {}};
}

// Not with a bridge: the plan tells also what `up` does not support yet.
void describeLaunch(DescribedVm &described, const LabVm &vm, const NetworkSpec &lab,
                    const HostFacts &host)
{
    const NetworkSpec network = lab.mode == NetworkMode::Bridge ? NetworkSpec() : lab;
    auto start = planStart(vm, network, host, {});
    if (vm.spec.backend == BackendKind::Krunkit)
        described.krunkit = planKrunkit(planInput(vm, network, host));
    if (!start) {
        described.plan = fail(start.error());
        return;
    }
    described.start = describeStart(*start);
    described.after = start->launch.after;
    described.plan = std::move(start->launch);
}

// What `up` would refuse; of a VM that runs it would not even look.
std::vector<Error> lacksOf(const LabVm &vm, const HostFacts &host)
{
    std::vector<Error> lacks;
    if (vm.damage)
        lacks.push_back(*vm.damage);
    for (const Error &error : checkHost(vm.ref, vm.spec, vm.ports, host))
        lacks.push_back(error);
    if (vm.missingImage)
        lacks.push_back(*vm.missingImage);
    const MemorySize imageSize = vm.image ? vm.image->virtualSize : MemorySize();
    for (const Error &error : shrunkDisks(vm.ref, vm.spec, vm.files, imageSize))
        lacks.push_back(error);
    if (const auto keeps = keepsDisk(vm, DiskPolicy::Ask); !keeps)
        lacks.push_back(keeps.error());
    return lacks;
}

DescribedVm describe(const Environment &environment, const LoadedTarget &target, const VmSpec &spec,
                     const HostFacts &host)
{
    const LabVm vm = readLabVm(environment, target.lab, spec);
    DescribedVm described;
    described.name = spec.name;
    described.files = vm.files;
    described.ports = vm.ports;
    described.after = vm.after;
    described.passwordHash = plannedHash(vm.spec, vm.identity);
    described.authorizedKeys = vm.spec.sshAuthorizedKeys;
    if (const QString labKey = keptLabKey(environment.paths, vm.ref.lab); !labKey.isEmpty())
        described.authorizedKeys.prepend(labKey);
    if (vm.image) {
        described.imageSha512 = vm.image->sha512;
        described.imageSize = vm.image->virtualSize;
        described.containerdInImage = vm.image->containerd;
    }
    describeLaunch(described, vm, target.lab.spec.network, host);
    if (isRunning(environment.paths, vm.ref))
        described.start = {.how = QStringLiteral("none"),
                           .why = QStringLiteral("it runs already"),
                           .snapshot = {}};
    else
        described.lacks = lacksOf(vm, host);
    return described;
}

} // namespace

Result<QJsonObject> labPlan(const Environment &environment, const LoadedTarget &target)
{
    const auto host = collectHostFacts(environment.paths, environment.programs);
    if (!host)
        return fail(host.error());
    std::vector<DescribedVm> vms;
    for (const VmSpec &vm : target.lab.spec.vms) {
        if (target.vms.contains(vm.name))
            vms.push_back(describe(environment, target, vm, *host));
    }
    return describePlan(target.lab.spec, *host, vms);
}

} // namespace hydra
