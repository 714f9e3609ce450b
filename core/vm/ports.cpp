// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/ports.h"

namespace hydra {
namespace {

struct Service {
    const char *role;
    const PortSpec &spec;
    std::uint16_t guestPort;
    bool applies;
};

std::uint16_t hostPort(const Service &service, const std::map<QString, std::uint16_t> &chosen)
{
    if (service.spec.kind == PortSpec::Kind::Fixed)
        return service.spec.port;
    const auto found = chosen.find(QLatin1String(service.role));
    return found == chosen.end() ? std::uint16_t(0) : found->second;
}

/// The port at OFFSET in a range.
PlannedPort extraPort(const ExtraPortSpec &extra, const QString &vmBind, int offset)
{
    PlannedPort port;
    port.role = QStringLiteral("extra");
    port.name = extra.name;
    port.protocol = extra.protocol == Protocol::Udp ? QStringLiteral("udp") : QStringLiteral("tcp");
    port.hostAddress = extra.bind.isEmpty() ? vmBind : extra.bind;
    port.hostPort = std::uint16_t(extra.host + offset);
    port.guestPort = std::uint16_t(extra.guest + offset);
    return port;
}

} // namespace

std::vector<PlannedPort> planPorts(const VmSpec &vm, const std::map<QString, std::uint16_t> &chosen)
{
    const PortsSpec &ports = vm.ports;
    const Service services[] = {
        {"ssh", ports.ssh, guestSshPort, true},
        {"containerd", ports.containerd, guestContainerdPort, vm.containerd},
        {"streaming", ports.streaming, guestStreamingPort, vm.containerd},
        {"rimd", ports.rimd, guestRimdPort, vm.boot == BootMode::Kernel},
        {"diod", ports.diod, guestDiodPort, vm.diod},
    };
    std::vector<PlannedPort> planned;
    for (const Service &service : services) {
        if (!service.applies || service.spec.kind == PortSpec::Kind::Off)
            continue;
        PlannedPort port;
        port.role = QLatin1String(service.role);
        port.hostAddress = vm.bind;
        port.hostPort = hostPort(service, chosen);
        port.guestPort = service.guestPort;
        planned.push_back(port);
    }
    for (const ExtraPortSpec &extra : ports.extra) {
        for (int offset = 0; offset < extra.count; ++offset)
            planned.push_back(extraPort(extra, vm.bind, offset));
    }
    return planned;
}

} // namespace hydra
