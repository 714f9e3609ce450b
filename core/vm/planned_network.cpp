// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/planned_network.h"

#include "core/config/text_rules.h"

#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

double milliseconds(std::chrono::microseconds time)
{
    return double(time.count()) / 1000;
}

QJsonObject policyJson(const VmSpec &vm)
{
    return {{QStringLiteral("egress"), egressJson(vm.egress)},
            {QStringLiteral("host_loopback"), vm.hostLoopback},
            {QStringLiteral("peers"), peersJson(vm.peers)}};
}

/// For libslirp's resolver, which asks this machine's: the highest address that is nobody's.
QString freeAddress(const LabNetwork &network)
{
    Ipv4Network range;
    if (!parseIpv4Network(network.subnet, range))
        return {};
    const auto isTaken = [&](const QString &address) {
        return address == network.gateway ||
               std::any_of(network.vms.begin(), network.vms.end(),
                           [&](const LabAddress &vm) { return vm.ip == address; });
    };
    quint32 candidate = range.last() - 1;
    while (candidate > range.first && isTaken(ipv4Text(candidate)))
        --candidate;
    return ipv4Text(candidate);
}

} // namespace

QJsonValue egressJson(const EgressSpec &egress)
{
    if (egress.kind == EgressSpec::Kind::Allow)
        return QJsonArray::fromStringList(egress.allow);
    return egress.kind == EgressSpec::Kind::Open ? QStringLiteral("open") : QStringLiteral("none");
}

QJsonValue peersJson(const PeersSpec &peers)
{
    if (peers.kind == PeersSpec::Kind::Only)
        return QJsonArray::fromStringList(peers.only);
    return peers.kind == PeersSpec::Kind::All ? QStringLiteral("all") : QStringLiteral("none");
}

QJsonObject linkJson(const LinkSpec &link)
{
    return {{QStringLiteral("delay_ms"), milliseconds(link.delay)},
            {QStringLiteral("jitter_ms"), milliseconds(link.jitter)},
            {QStringLiteral("loss"), link.loss},
            {QStringLiteral("rate"), double(link.rate)},
            {QStringLiteral("down"), link.down}};
}

PlannedNetwork planNetwork(const PortInput &input)
{
    const LabNetwork &network = input.network;
    const LabAddress *address = network.of(input.vm.name);
    PlannedNetwork planned;
    planned.socket = input.switchSocket;
    planned.segment = {{QStringLiteral("subnet"), network.subnet},
                       {QStringLiteral("gateway"), network.gateway},
                       {QStringLiteral("domain"), network.domain},
                       {QStringLiteral("mtu"), network.mtu},
                       {QStringLiteral("resolver"), input.resolvers.isEmpty()
                                                        ? freeAddress(network)
                                                        : input.resolvers.first()}};
    planned.port = {{QStringLiteral("name"), input.vm.name},
                    {QStringLiteral("mac"), address->mac},
                    {QStringLiteral("ip"), address->ip},
                    {QStringLiteral("aliases"), QJsonArray::fromStringList(address->aliases)},
                    {QStringLiteral("policy"), policyJson(input.vm)},
                    {QStringLiteral("link"), linkJson(input.vm.link)}};
    return planned;
}

VmSpec onLabNetwork(VmSpec vm, const LabNetwork &network)
{
    const QString ip = network.of(vm.name)->ip;
    vm.userNetwork = {.prefix = ip.section(u'.', 0, 2),
                      .address = network.subnet.endsWith(u"/24") ? ip : network.withLength(ip),
                      .gateway = network.gateway,
                      .dns = network.gateway,
                      .resolvers = {},
                      .search = {network.domain}};
    return vm;
}

} // namespace hydra
