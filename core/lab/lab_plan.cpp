// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/lab_plan.h"

#include "base/atomic_file.h"
#include "guest/seed.h"
#include "lab/check_start.h"
#include "lab/disk_sizes.h"
#include "vm/describe_plan.h"
#include "vm/host_check.h"
#include "vm/qemu/probe.h"

namespace hydra {
namespace {

// A salt that was not chosen yet makes no hash: the plan must be the same each time it is asked.
QString plannedHash(const VmSpec &vm, const VmIdentity &identity)
{
    const bool salted = !vm.salt.isEmpty() || !identity.salt.isEmpty() || !vm.passwordHash.isEmpty();
    return salted ? passwordHashOf(vm, identity) : QString();
}

PlanInput inputOf(const LoadedTarget &target, const VmSpec &vm, const HostFacts &host, const VmIdentity &identity,
                  const VmFiles &files)
{
    PlanInput input;
    input.lab = target.lab.spec.name;
    input.vm = vm;
    input.host = host;
    input.files = files;
    input.ports = planPorts(vm, identity.ports);
    input.mac = vm.mac.isEmpty() ? stableMac(target.lab.ref(vm.name)) : vm.mac;
    input.webhookPort = identity.webhookPort;
    return input;
}

DescribedVm describe(const Environment &environment, const LoadedTarget &target, const VmSpec &spec,
                     const HostFacts &host)
{
    const VmSpec vm = withAbsolutePaths(spec, target.lab.file);
    const VmRef ref = target.lab.ref(vm.name);
    const VmIdentity identity = readIdentity(environment.paths.vmState(ref)).value_or(VmIdentity{});
    const VmFiles files = vmFiles(environment.paths, ref, vm);
    const PlanInput input = inputOf(target, vm, host, identity, files);
    DescribedVm described{vm.name, files, input.ports, {}, {}, {}, false, {}, {}, planQemu(input), {}, {}};
    if (vm.backend == BackendKind::Krunkit)
        described.krunkit = planKrunkit(input);
    described.passwordHash = plannedHash(vm, identity);
    described.authorizedKeys = vm.sshAuthorizedKeys;
    const auto labKey = readFile(environment.paths.labState(ref.lab) + QStringLiteral("/id_ed25519.pub"), 16 << 10);
    if (labKey)
        described.authorizedKeys.prepend(QString::fromUtf8(labKey->trimmed()));
    described.lacks = checkHost(ref, vm, input.ports, host);
    if (const QString name = imageNameOf(vm); !name.isEmpty()) {
        const auto image = ImageStore(environment.paths.imagesDir()).find(name);
        if (image) {
            described.imageSha512 = image->sha512;
            described.imageSize = image->virtualSize;
            described.containerdInImage = image->containerd;
        } else {
            described.lacks.push_back(image.error());
        }
    }
    for (const Error &error : shrunkDisks(ref, vm, files, described.imageSize))
        described.lacks.push_back(error);
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
