// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/ports.h"

#include "core/host/ports.h"
#include "core/lab/registry.h"
#include "core/vm/ports.h"

#include <QDir>

namespace hydra {
namespace {

// An `auto` port keeps its number for good, unless somebody took it while the VM was down.
Result<void> choosePort(std::uint16_t &number, const QString &address, PortSet &taken)
{
    if (number == 0 || taken.contains(number) || !isPortFree(address, number, Protocol::Tcp)) {
        const auto chosen = chooseFreePort(address, Protocol::Tcp, taken);
        if (!chosen)
            return fail(chosen.error());
        number = *chosen;
    }
    taken.insert(number);
    return {};
}

// The target's own VMs keep theirs.
bool isOwn(const LoadedTarget &target, const QString &lab, const QString &vm)
{
    return lab == target.lab.spec.name && target.vms.contains(vm);
}

} // namespace

PortSet fixedPorts(const LabSpec &lab)
{
    PortSet fixed;
    for (const VmSpec &vm : lab.vms) {
        for (const PlannedPort &port : planPorts(vm, {}))
            fixed.insert(port.hostPort);
    }
    fixed.erase(0);
    return fixed;
}

PortSet takenPorts(const Paths &paths, const LoadedTarget &target)
{
    PortSet taken = fixedPorts(target.lab.spec);
    for (const KnownLab &lab : knownLabs(paths)) {
        const QDir dir(paths.labState(lab.name));
        for (const QString &vm : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto identity = readIdentity(dir.filePath(vm));
            if (!identity || isOwn(target, lab.name, vm))
                continue;
            for (const auto &[role, port] : identity->ports)
                taken.insert(port);
            taken.insert(identity->webhookPort);
        }
    }
    return taken;
}

Result<void> completeIdentity(LabVm &vm, PortSet &taken)
{
    if (vm.damage)
        return fail(*vm.damage);
    VmIdentity &identity = vm.identity;
    if (identity.webhookToken.isEmpty())
        identity.webhookToken = randomId();
    if (identity.salt.isEmpty())
        identity.salt = randomSalt();
    vm.ports = planPorts(vm.spec, {});
    for (PlannedPort &port : vm.ports) {
        if (port.hostPort != 0)
            continue;
        std::uint16_t &number = identity.ports[port.role];
        if (auto chosen = choosePort(number, port.hostAddress, taken); !chosen)
            return chosen;
        port.hostPort = number;
    }
    return choosePort(identity.webhookPort, QStringLiteral("127.0.0.1"), taken);
}

} // namespace hydra
