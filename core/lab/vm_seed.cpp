// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/vm_seed.h"

#include "core/base/atomic_file.h"
#include "core/host/facts.h"
#include "core/vm/ports.h"

namespace hydra {
namespace {

// cloud-init reports to the host, which a guest finds at the gateway of the user network.
QString webhookUrl(const VmSpec &vm, std::uint16_t port, const QString &token)
{
    return QStringLiteral("http://%1:%2/%3")
        .arg(vm.userNetwork.full().gateway)
        .arg(port)
        .arg(token);
}

Result<SeedSecrets> makeSecrets(const Paths &paths, const LabVm &vm)
{
    const auto labKey = ensureLabKey(paths, vm.ref.lab);
    if (!labKey)
        return fail(labKey.error());
    const auto hostKey = ensureHostKey(paths, vm.ref);
    if (!hostKey)
        return fail(hostKey.error());
    return SeedSecrets{.labKey = *labKey,
                       .hostKey = *hostKey,
                       .passwordHash = passwordHashOf(vm.spec, vm.identity),
                       .webhookToken = vm.identity.webhookToken};
}

Result<void> writeImage(const LabVm &vm, const SeedInput &input)
{
    if (vm.files.seed.isEmpty())
        return {};
    const auto documents = makeSeedDocuments(input);
    if (!documents)
        return fail(documents.error());
    const auto image = makeSeedImage(*documents);
    return image ? writeFileAtomically(vm.files.seed, *image) : fail(image.error());
}

} // namespace

GatewayPorts gatewayPorts(const LabSpec &lab,
                          const std::map<QString, std::vector<PlannedPort>> &ports)
{
    GatewayPorts found;
    const auto take = [&](const VmSpec &vm, const char *role, std::uint16_t &number) {
        const auto own = ports.find(vm.name);
        for (const PlannedPort &port :
             own == ports.end() ? std::vector<PlannedPort>() : own->second) {
            if (port.role == QLatin1String(role) && port.hostPort != 0)
                number = port.hostPort;
        }
    };
    // Of several VMs the first one counts.
    for (auto vm = lab.vms.rbegin(); vm != lab.vms.rend(); ++vm) {
        if (vm->diod)
            take(*vm, "diod", found.diod);
        if (vm->role == Role::Isolated)
            take(*vm, "containerd", found.nelly);
    }
    return found;
}

Result<GatewayPorts> keptGatewayPorts(const Paths &paths, const LoadedLab &lab)
{
    std::map<QString, std::vector<PlannedPort>> ports;
    for (const VmSpec &vm : lab.spec.vms) {
        const auto identity = readIdentity(paths.vmState(lab.ref(vm.name)));
        if (!identity)
            return fail(identity.error());
        ports[vm.name] = planPorts(vm, identity->ports);
    }
    return gatewayPorts(lab.spec, ports);
}

SeedInput seedInput(const LabVm &vm, const HostFacts &host, const GatewayPorts &ports,
                    const SeedSecrets &secrets)
{
    SeedInput input;
    input.lab = vm.ref.lab;
    input.vm = vm.spec;
    input.mac = vm.mac;
    input.authorizedKeys = vm.spec.sshAuthorizedKeys;
    if (!secrets.labKey.isEmpty())
        input.authorizedKeys.prepend(secrets.labKey);
    input.hostKey = secrets.hostKey;
    input.passwordHash = secrets.passwordHash;
    input.containerdInImage = vm.image && vm.image->containerd;
    input.system = guestSystemOfVm(vm.spec, vm.image ? vm.image->url : QString());
    input.debianArch = debianArch(host.arch);
    input.mounts = guestMounts(vm.spec, host, ports.diod);
    input.nellyPort = ports.nelly;
    if (!secrets.webhookToken.isEmpty())
        input.webhookUrl = webhookUrl(vm.spec, vm.identity.webhookPort, secrets.webhookToken);
    input.freshMachineId = vm.identity.freshMachineId;
    return input;
}

QString keptLabKey(const Paths &paths, const QString &lab)
{
    const auto key = readFile(paths.labKey(lab) + QStringLiteral(".pub"), 16 << 10);
    return key ? QString::fromUtf8(key->trimmed()) : QString();
}

Result<SeedInput> writeSeed(const Paths &paths, const LoadedLab &lab, const LabVm &vm,
                            const HostFacts &host)
{
    const auto secrets = makeSecrets(paths, vm);
    if (!secrets)
        return fail(secrets.error());
    const auto ports = keptGatewayPorts(paths, lab);
    if (!ports)
        return fail(ports.error());
    SeedInput input = seedInput(vm, host, *ports, *secrets);
    if (auto written = writeImage(vm, input); !written)
        return fail(written.error());
    return input;
}

} // namespace hydra
