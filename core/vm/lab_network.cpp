// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/lab_network.h"

#include "core/config/text_rules.h"
#include "core/vm/mac.h"

#include <algorithm>
#include <set>

namespace hydra {
namespace {

constexpr quint32 firstGivenAddress = 10; // those below stay free for whatever the user pins

/// Hands out a network's addresses, those from .10 on first.
class FreeAddresses
{
public:
    FreeAddresses(const Ipv4Network &network, const LabSpec &lab, const QString &gateway)
        : m_network(network), m_next(network.first + firstGivenAddress)
    {
        take(gateway);
        for (const VmSpec &vm : lab.vms)
            take(vm.ip);
    }

    /// Empty when there is none, which reading the lab refuses.
    QString next()
    {
        const quint32 hosts = m_network.last() - m_network.first - 1;
        for (quint32 tried = 0; tried < hosts; ++tried) {
            if (m_next <= m_network.first || m_next >= m_network.last())
                m_next = m_network.first + 1;
            if (const quint32 address = m_next++; m_taken.insert(address).second)
                return ipv4Text(address);
        }
        return {};
    }

private:
    void take(const QString &text)
    {
        quint32 address = 0;
        if (parseIpv4(text, address))
            m_taken.insert(address);
    }

    Ipv4Network m_network;
    quint32 m_next;
    std::set<quint32> m_taken;
};

/// What VM would be found by beside its name, in small letters.
QStringList wishedLabels(const VmSpec &vm)
{
    QStringList labels{vm.hostname.section(u'.', 0, 0).toLower()};
    if (vm.role == Role::Host)
        labels << QStringLiteral("host");
    if (vm.role == Role::Isolated)
        labels << QStringLiteral("isolated");
    labels.removeAll(QString());
    labels.removeAll(vm.name);
    labels.removeDuplicates();
    return labels;
}

} // namespace

const LabAddress *LabNetwork::of(const QString &vm) const
{
    const auto found = std::find_if(vms.begin(), vms.end(),
                                    [&vm](const LabAddress &address) { return address.vm == vm; });
    return found != vms.end() ? &*found : nullptr;
}

QString LabNetwork::withLength(const QString &ip) const
{
    return ip + u'/' + subnet.section(u'/', 1);
}

LabNetwork labNetworkOf(const LabSpec &lab)
{
    LabNetwork network{.subnet =
                           lab.network.subnet.isEmpty() ? everyLabsSubnet : lab.network.subnet,
                       .gateway = lab.network.gateway,
                       .mtu = lab.network.mtu,
                       .domain = lab.network.domain,
                       .vms = {}};
    Ipv4Network range;
    if (!parseIpv4Network(network.subnet, range))
        return network;
    if (network.gateway.isEmpty())
        network.gateway = ipv4Text(range.first + 1);
    FreeAddresses free(range, lab, network.gateway);
    QStringList wished;
    for (const VmSpec &vm : lab.vms)
        wished << wishedLabels(vm);
    for (const VmSpec &vm : lab.vms) {
        QStringList aliases = wishedLabels(vm);
        aliases.removeIf([&](const QString &label) {
            return wished.count(label) > 1 || lab.vm(label) != nullptr;
        });
        network.vms.push_back({.vm = vm.name,
                               .ip = vm.ip.isEmpty() ? free.next() : vm.ip,
                               .mac = macOf({lab.name, vm.name}, vm),
                               .aliases = aliases});
    }
    return network;
}

} // namespace hydra
