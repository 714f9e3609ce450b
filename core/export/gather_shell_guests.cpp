// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/gather_shell_guests.h"

#include "core/base/atomic_file.h"
#include "core/exchange/lab_copy.h"
#include "core/host/facts.h"
#include "core/lab/ports.h"
#include "core/lab/spec_paths.h"
#include "core/lab/vm_seed.h"
#include "core/vm/mac.h"
#include "core/vm/ports.h"

#include <QFileInfo>

namespace hydra {
namespace {

// The defaults of upstream's script.
const std::map<QString, std::uint16_t> usualPorts{{QStringLiteral("ssh"), 5555},
                                                  {QStringLiteral("containerd"), 35000},
                                                  {QStringLiteral("streaming"), 35002},
                                                  {QStringLiteral("rimd"), 35001},
                                                  {QStringLiteral("diod"), 30564}};

// An `auto` port keeps the number chosen on this machine, or else gets upstream's default or the
// next free one.
std::vector<PlannedPort> portsElsewhere(const VmSpec &vm, const VmIdentity &identity,
                                        PortSet &taken)
{
    std::vector<PlannedPort> ports = planPorts(vm, identity.ports);
    for (PlannedPort &port : ports) {
        if (port.hostPort != 0)
            continue;
        const auto usual = usualPorts.find(port.role);
        port.hostPort = usual == usualPorts.end() ? 20000 : usual->second;
        while (taken.contains(port.hostPort))
            ++port.hostPort;
        taken.insert(port.hostPort);
    }
    return ports;
}

Result<SeedSecrets> secretsOf(const Paths &paths, const VmSpec &vm, const VmRef &ref,
                              VmIdentity identity)
{
    SeedSecrets secrets;
    if (identity.salt.isEmpty())
        identity.salt = randomSalt();
    secrets.passwordHash = passwordHashOf(vm, identity);
    if (!QFileInfo::exists(paths.places(ref).hostKey()))
        return secrets;
    const auto hostKey = ensureHostKey(paths, ref);
    if (!hostKey)
        return fail(hostKey.error());
    secrets.hostKey = *hostKey;
    return secrets;
}

Result<QByteArray> seedOf(const LabVm &vm, const GatewayPorts &ports, const QString &arch,
                          const SeedSecrets &secrets)
{
    HostFacts host; // no virtiofsd: all shares use 9p
    host.arch = arch;
    const auto documents = makeSeedDocuments(seedInput(vm, host, ports, secrets));
    return documents ? makeSeedImage(*documents) : fail(documents.error());
}

Result<QByteArray> labKey(const Paths &paths, const QString &lab)
{
    for (const QString &dir : {paths.stateDir, paths.labState(lab)}) {
        if (auto made = makePrivateDir(dir); !made)
            return fail(made.error());
    }
    if (const auto key = ensureLabKey(paths, lab); !key)
        return fail(key.error());
    return readFile(paths.labKey(lab), 16 << 10);
}

Result<void> gatherPorts(const Paths &paths, const LabSpec &lab, ShellGuests &guests)
{
    PortSet taken = fixedPorts(lab);
    for (const VmSpec &vm : lab.vms) {
        const auto identity = readIdentity(paths.vmState({lab.name, vm.name}));
        if (!identity)
            return fail(identity.error());
        guests.vms[vm.name].ports = portsElsewhere(vm, *identity, taken);
    }
    return {};
}

GatewayPorts gatewayPortsOf(const LabSpec &lab, const ShellGuests &guests)
{
    std::map<QString, std::vector<PlannedPort>> ports;
    for (const auto &[name, guest] : guests.vms)
        ports[name] = guest.ports;
    return gatewayPorts(lab, ports);
}

Result<void> gatherVm(const Paths &paths, const LabSpec &lab, const VmSpec &vm, bool withSecrets,
                      ShellGuests &guests)
{
    ShellGuest &guest = guests.vms[vm.name];
    const VmRef ref{lab.name, vm.name};
    if (const QString name = imageNameOf(vm); !name.isEmpty()) {
        if (const auto image = ImageStore(paths.imagesDir()).find(name))
            guest.image = *image;
    }
    if (vmFiles(paths.places(ref), vm).seed.isEmpty())
        return {};
    Result<SeedSecrets> secrets;
    if (withSecrets) {
        const auto identity = readIdentity(paths.vmState(ref));
        secrets = identity ? secretsOf(paths, vm, ref, *identity)
                           : Result<SeedSecrets>(fail(identity.error()));
    }
    if (!secrets)
        return fail(secrets.error());
    secrets->labKey = keptLabKey(paths, lab.name);
    auto seed = seedOf(vmElsewhere(lab.name, vm, guest), gatewayPortsOf(lab, guests), guests.arch,
                       *secrets);
    if (!seed)
        return fail(seed.error());
    guest.seed = std::move(*seed);
    return {};
}

} // namespace

Result<ShellGuests> gatherShellGuests(const Environment &environment, const ExportRequest &request)
{
    QStringList notes; // not needed: the export makes the same notes
    const LabSpec lab = labCopy(request, notes);
    ShellGuests guests;
    guests.arch = machineFacts().arch;
    guests.firmware = findFirmware(firmwareQuery(
        guests.arch, guests.arch == u"aarch64" ? QStringLiteral("virt") : QStringLiteral("q35")));
    if (request.withSecrets) {
        const auto key = labKey(environment.paths, lab.name);
        if (!key)
            return fail(key.error());
        guests.labKey = *key;
    }
    if (auto gathered = gatherPorts(environment.paths, lab, guests); !gathered)
        return fail(gathered.error());
    for (const VmSpec &vm : lab.vms) {
        if (auto gathered = gatherVm(environment.paths, lab, vm, request.withSecrets, guests);
            !gathered)
            return fail(gathered.error());
    }
    return guests;
}

LabVm vmElsewhere(const QString &lab, const VmSpec &spec, const ShellGuest &guest)
{
    LabVm vm;
    vm.ref = {lab, spec.name};
    vm.spec = spec;
    vm.ports = guest.ports;
    vm.mac = macOf(vm.ref, spec);
    vm.image = guest.image;
    return vm;
}

} // namespace hydra
