// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/topology.h"

#include "core/config/network_words.h"
#include "core/vm/lab_network.h"
#include "core/vm/ports.h"
#include "ui/theme/state_look.h"
#include "ui/widgets/counted.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostAddress>

#include <algorithm>

namespace hydra::ui {
namespace {

const QString kDot = QStringLiteral(" · ");

QString trTopology(const char *text)
{
    return QCoreApplication::translate("hydra::ui::Topology", text);
}

/// HOST with the user's home as ~.
QString shortPath(const QString &host)
{
    const QString home = QDir::homePath() + u'/';
    return host.startsWith(home) ? QStringLiteral("~/") + host.mid(home.size()) : host;
}

QString joined(QStringList words)
{
    words.removeAll(QString());
    return words.join(kDot);
}

} // namespace

const TopologyVm *Topology::vm(const QString &name) const
{
    const auto found = std::find_if(
        vms.begin(), vms.end(), [&name](const TopologyVm &one) { return one.spec.name == name; });
    return found == vms.end() ? nullptr : &*found;
}

Topology topologyOf(const LabSpec &lab)
{
    const LabNetwork network = labNetworkOf(lab);
    Topology topology{.lab = lab.name, .network = lab.network, .subnet = {}, .vms = {}};
    if (topology.isShared())
        topology.subnet = network.subnet;
    for (const VmSpec &spec : lab.vms) {
        TopologyVm vm;
        vm.spec = spec;
        const LabAddress *address = network.of(spec.name);
        vm.address = topology.isShared() ? (address ? address->ip : QString())
                                         : spec.userNetwork.full().address;
        vm.ports = planPorts(spec, {});
        vm.policy = networkOf({}, spec);
        topology.vms.push_back(std::move(vm));
    }
    return topology;
}

void addStatus(TopologyVm &vm, const VmStatus &status)
{
    vm.state = status.state;
    if (!hasEnded(status)) {
        vm.ports = status.ports;
        return;
    }
    std::map<QString, std::uint16_t> chosen; // what was `auto` keeps its number
    for (const PlannedPort &port : status.ports)
        chosen[port.role] = port.hostPort;
    vm.ports = planPorts(vm.spec, chosen);
}

QString roleWords(Role role, bool brief)
{
    switch (role) {
    case Role::Host:
        return brief ? trTopology("Host") : trTopology("Host environment");
    case Role::Isolated:
        return brief ? trTopology("Isolated") : trTopology("Isolated environment");
    case Role::Plain:
        break;
    }
    return trTopology("Environment");
}

QString contentWords(const TopologyVm &vm)
{
    if (!vm.spec.containerd)
        return vm.spec.k3s.isEmpty() ? trTopology("no containerd") : QStringLiteral("k3s");
    if (!vm.pods || !vm.containers)
        return vm.spec.k3s.isEmpty() ? QStringLiteral("containerd")
                                     : QStringLiteral("k3s · containerd");
    return joined({counted(*vm.pods, Counted::Pod), counted(*vm.containers, Counted::Container)});
}

QString portWords(const PlannedPort &port)
{
    const QString number =
        port.hostPort == 0 ? QStringLiteral("auto") : QString::number(port.hostPort);
    const QString name = port.name.isEmpty() ? port.role : port.name;
    return QStringLiteral("%1:%2 → %3%4 %5")
        .arg(port.hostAddress, number, QString::number(port.guestPort),
             port.protocol == u"udp" ? QStringLiteral("/udp") : QString(),
             name == u"extra" ? QString() : name)
        .trimmed();
}

QString shareWords(const ShareSpec &share)
{
    return QStringLiteral("%1 → %2").arg(shortPath(share.host), share.guest) +
           (share.readOnly ? trTopology(", read-only") : QString());
}

bool isOpen(const PlannedPort &port)
{
    return !QHostAddress(port.hostAddress).isLoopback();
}

int openPorts(const TopologyVm &vm)
{
    return int(std::count_if(vm.ports.begin(), vm.ports.end(), isOpen));
}

QString egressWords(const EgressSpec &egress)
{
    switch (egress.kind) {
    case EgressSpec::Kind::Open:
        return trTopology("open");
    case EgressSpec::Kind::None:
        return trTopology("none");
    case EgressSpec::Kind::Allow:
        break;
    }
    return trTopology("allow %1").arg(egress.allow.size());
}

QString linkWords(const LinkSpec &link)
{
    if (link.down)
        return trTopology("cut");
    QStringList words;
    if (link.delay.count() != 0)
        words << delayText(link.delay);
    if (link.jitter.count() != 0)
        words << QStringLiteral("±") + delayText(link.jitter);
    if (link.loss != 0)
        words << trTopology("%1 loss").arg(lossText(link.loss));
    if (link.rate != 0)
        words << rateText(link.rate);
    return words.join(QStringLiteral(", "));
}

QString peersWords(const PeersSpec &peers)
{
    switch (peers.kind) {
    case PeersSpec::Kind::All:
        return {};
    case PeersSpec::Kind::None:
        return trTopology("no peers");
    case PeersSpec::Kind::Only:
        break;
    }
    return counted(peers.only.size(), Counted::Peer);
}

QString edgeWords(const Topology &lab, const TopologyVm &vm, bool brief)
{
    if (!lab.isShared())
        return brief ? trTopology("own network") : trTopology("network of its own");
    if (vm.policy.link->down)
        return joined({trTopology("link cut"), peersWords(*vm.policy.peers)});
    const QString egress = egressWords(*vm.policy.egress);
    return joined({brief ? egress : trTopology("egress %1").arg(egress),
                   peersWords(*vm.policy.peers), linkWords(*vm.policy.link)});
}

QString dropWords(const NetworkRates &rates)
{
    return rates.dropped == 0 ? QString() : trTopology("%1 dropped").arg(rates.dropped);
}

QString rateWords(const NetworkRates &rates, bool brief)
{
    const double most = std::max(rates.fromVm, rates.toVm);
    if (most <= 0)
        return {};
    return brief ? bitRateText(rates.fromVm + rates.toVm)
                 : QStringLiteral("↑ %1 ↓ %2")
                       .arg(bitRateIn(rates.fromVm, most), bitRateText(rates.toVm, most));
}

QString vmDescription(const Topology &lab, const TopologyVm &vm)
{
    QStringList lines{vm.spec.name + QStringLiteral(": ") + lookOf(vm.state).word,
                      joined({roleWords(vm.spec.role), vm.address}), contentWords(vm),
                      edgeWords(lab, vm)};
    if (vm.policy.egress->kind == EgressSpec::Kind::Allow && lab.isShared())
        lines << trTopology("may reach %1").arg(vm.policy.egress->allow.join(QStringLiteral(", ")));
    if (lab.isShared() && vm.policy.hostLoopback.value_or(false))
        lines << trTopology("may reach this computer's loopback");
    if (vm.rates) {
        lines << rateWords(*vm.rates) << dropWords(*vm.rates);
        for (auto drop = vm.rates->drops.begin(); drop != vm.rates->drops.end(); ++drop)
            lines << trTopology("  %1 by %2").arg(drop.value()).arg(drop.key());
    }
    if (vm.capturing)
        lines << trTopology("is captured");
    for (const PlannedPort &port : vm.ports)
        lines << portWords(port) + (isOpen(port) ? trTopology(", open to the network") : QString());
    for (const ShareSpec &share : vm.spec.shares)
        lines << shareWords(share);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace hydra::ui
