// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/lab_reading.h"

#include "core/config/text_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace hydra {
namespace {

/// A lab and the tree it was read from, while it is validated.
struct Judge {
    const LabSpec &lab;
    const LabTree &tree;

    [[nodiscard]] QString vmName(std::size_t vm) const
    {
        return QStringLiteral("VM '%1'").arg(lab.vms[vm].name);
    }
};

/// Values that no two VMs may share, and the VM that claimed each first.
class Claims
{
public:
    Claims(const Judge &judge, QString noun, QString hint)
        : m_judge(judge), m_noun(std::move(noun)), m_hint(std::move(hint))
    {
    }

    void claim(const QString &value, std::size_t vm, const QStringList &path)
    {
        if (value.isEmpty())
            return;
        const auto [first, isNew] = m_owners.try_emplace(value, vm);
        if (!isNew)
            m_judge.tree.place(vm, path).complain(
                QStringLiteral("%1 and %2 have the same %3 %4")
                    .arg(m_judge.vmName(first->second), m_judge.vmName(vm), m_noun, value),
                m_hint);
    }

private:
    const Judge &m_judge;
    QString m_noun;
    QString m_hint;
    std::map<QString, std::size_t> m_owners;
};

void judgeIdentities(const Judge &judge)
{
    Claims names(judge, QStringLiteral("name"), QStringLiteral("give each VM a name of its own"));
    Claims macs(judge, QStringLiteral("MAC"),
                QStringLiteral("leave mac out: each VM then gets a stable one"));
    Claims addresses(judge, QStringLiteral("IP"),
                     QStringLiteral("give each VM an address of its own"));
    Claims cids(judge, QStringLiteral("vsock context id"), QStringLiteral("write vsock: auto"));
    for (std::size_t i = 0; i < judge.lab.vms.size(); ++i) {
        const VmSpec &vm = judge.lab.vms[i];
        names.claim(vm.name, i, {QStringLiteral("name")});
        macs.claim(vm.mac, i, {QStringLiteral("mac")});
        addresses.claim(vm.ip, i, {QStringLiteral("ip")});
        if (vm.vsock.kind == VsockSpec::Kind::Fixed)
            cids.claim(QString::number(vm.vsock.cid), i, {QStringLiteral("vsock")});
    }
}

struct HostPort {
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    QString address;
    std::size_t vm = 0;
    QStringList path;
};

std::vector<HostPort> hostPorts(const VmSpec &vm, std::size_t index)
{
    const QString ports = QStringLiteral("ports");
    std::vector<HostPort> all;
    const auto add = [&](const PortSpec &port, const QString &key) {
        if (port.kind == PortSpec::Kind::Fixed)
            all.push_back({Protocol::Tcp, port.port, vm.bind, index, {ports, key}});
    };
    add(vm.ports.ssh, QStringLiteral("ssh"));
    add(vm.ports.containerd, QStringLiteral("containerd"));
    add(vm.ports.streaming, QStringLiteral("streaming"));
    if (vm.boot == BootMode::Kernel)
        add(vm.ports.rimd, QStringLiteral("rimd"));
    if (vm.diod)
        add(vm.ports.diod, QStringLiteral("diod"));
    for (std::size_t i = 0; i < vm.ports.extra.size(); ++i) {
        const ExtraPortSpec &extra = vm.ports.extra[i];
        // Host port 0: reading it failed and was reported then.
        for (int offset = 0; extra.host != 0 && offset < extra.count; ++offset)
            all.push_back({extra.protocol,
                           std::uint16_t(extra.host + offset),
                           extra.bind.isEmpty() ? vm.bind : extra.bind,
                           index,
                           {ports, QStringLiteral("extra"), QStringLiteral("[%1]").arg(i)}});
    }
    if (vm.krunkit.restPort != 0)
        all.push_back({Protocol::Tcp,
                       vm.krunkit.restPort,
                       QStringLiteral("127.0.0.1"),
                       index,
                       {QStringLiteral("krunkit"), QStringLiteral("rest_port")}});
    return all;
}

bool collide(const HostPort &a, const HostPort &b)
{
    const QString any = QStringLiteral("0.0.0.0");
    return a.address == b.address || a.address == any || b.address == any;
}

void judgePorts(const Judge &judge)
{
    std::multimap<std::pair<Protocol, int>, HostPort> taken;
    for (std::size_t i = 0; i < judge.lab.vms.size(); ++i) {
        QStringList complained; // once for all ports of a range
        for (const HostPort &port : hostPorts(judge.lab.vms[i], i)) {
            const auto [begin, end] = taken.equal_range({port.protocol, port.port});
            const auto other =
                std::find_if(begin, end, [&](const auto &t) { return collide(t.second, port); });
            if (other != end && std::exchange(complained, port.path) == port.path)
                continue;
            if (other != end)
                judge.tree.place(i, port.path)
                    .complain(QStringLiteral("host port %1/%2 is used by %3 (%4) and %5 (%6)")
                                  .arg(port.port)
                                  .arg(port.protocol == Protocol::Tcp ? QStringLiteral("tcp")
                                                                      : QStringLiteral("udp"),
                                       judge.vmName(other->second.vm),
                                       dottedPath(other->second.path), judge.vmName(i),
                                       dottedPath(port.path)),
                              QStringLiteral("give each its own port, or write auto"));
            else
                taken.emplace(std::pair(port.protocol, int(port.port)), port);
        }
    }
}

void judgeAddress(const Ipv4Network &network, const QString &text, const Value &place,
                  const QString &subnet)
{
    quint32 address = 0;
    if (text.isEmpty() || !parseIpv4(text, address))
        return;
    if (!network.contains(address))
        place.complain(QStringLiteral("%1 is not in the network %2").arg(text, subnet),
                       QStringLiteral("write an address of that network"));
    else if (address == network.first || address == network.last())
        place.complain(
            QStringLiteral("%1 is the first or last address of %2, which no machine may have")
                .arg(text, subnet),
            QStringLiteral("write an address between them"));
}

/// The subnet and the gateway that the VMs' addresses must fit; empty where they need not.
struct JudgedNetwork {
    QString subnet;
    QString gateway;
    std::optional<Ipv4Network> network;
};

JudgedNetwork judgedNetwork(const NetworkSpec &spec, bool hasSubnet)
{
    const bool byDefault = !hasSubnet && spec.mode == NetworkMode::Lab;
    JudgedNetwork judged{.subnet = byDefault ? everyLabsSubnet : spec.subnet,
                         .gateway = spec.gateway,
                         .network = {}};
    Ipv4Network network;
    if (!parseIpv4Network(judged.subnet, network))
        return judged;
    judged.network = network;
    if (spec.gateway.isEmpty() && spec.mode != NetworkMode::User)
        judged.gateway = ipv4Text(network.first + 1);
    return judged;
}

/// Each VM needs an address, beside the network's own two and the gateway's.
void judgeRoom(const Judge &judge, const JudgedNetwork &judged)
{
    if (judge.lab.network.mode != NetworkMode::Lab || !judged.network)
        return;
    const std::size_t vms = judge.lab.vms.size();
    const auto fits = [vms](const Ipv4Network &network) {
        return vms + 3 <= std::size_t(network.last() - network.first) + 1;
    };
    Ipv4Network larger = *judged.network;
    while (!fits(larger))
        larger.first &= Ipv4Network{.first = 0, .bits = --larger.bits}.mask();
    if (larger.bits != judged.network->bits)
        judge.tree.top(QStringLiteral("vms"))
            ->complain(QStringLiteral("%1 VMs and the gateway do not fit into the network %2")
                           .arg(vms)
                           .arg(judged.subnet),
                       QStringLiteral("write a larger network.subnet, such as %1/%2")
                           .arg(ipv4Text(larger.first))
                           .arg(larger.bits));
}

void judgeNetwork(const Judge &judge)
{
    const auto value = judge.tree.top(QStringLiteral("network"));
    const auto written = [&value](const char *key) {
        return value ? value->node().find(QLatin1String(key)) : nullptr;
    };
    const JudgedNetwork judged = judgedNetwork(judge.lab.network, written("subnet") != nullptr);
    if (const YamlEntry *gateway = written("gateway"); judged.network && gateway != nullptr)
        judgeAddress(*judged.network, judge.lab.network.gateway, value->child(*gateway),
                     judged.subnet);
    for (std::size_t i = 0; i < judge.lab.vms.size(); ++i) {
        const QString &ip = judge.lab.vms[i].ip;
        const Value place = judge.tree.place(i, {QStringLiteral("ip")});
        if (judged.network)
            judgeAddress(*judged.network, ip, place, judged.subnet);
        if (!ip.isEmpty() && ip == judged.gateway)
            place.complain(QStringLiteral("%1 is the gateway's address").arg(ip),
                           QStringLiteral("give the VM another address"));
    }
    judgeRoom(judge, judged);
}

void judgePeers(const Judge &judge, std::size_t index)
{
    const VmSpec &vm = judge.lab.vms[index];
    QStringList others = judge.lab.vmNames();
    others.removeAll(vm.name);
    for (qsizetype i = 0; i < vm.peers.only.size(); ++i) {
        const QString &name = vm.peers.only[i];
        const Value place =
            judge.tree.place(index, {QStringLiteral("peers"), QStringLiteral("[%1]").arg(i)});
        if (name == vm.name)
            place.complain(QStringLiteral("%1 names itself").arg(judge.vmName(index)),
                           QStringLiteral("write the names of other VMs only"));
        else if (!name.isEmpty() && !others.contains(name))
            place.complain(QStringLiteral("there is no VM '%1' in this lab").arg(name),
                           others.isEmpty() ? QStringLiteral("write all or none")
                                            : suggest(name, others));
    }
}

void judgeUserNetwork(const Judge &judge, std::size_t index)
{
    const UserNetworkSpec &spec = judge.lab.vms[index].userNetwork;
    const QString subnet = spec.prefix + QStringLiteral(".0/24");
    Ipv4Network network;
    if (!parseIpv4Network(subnet, network))
        return;
    const QString map = QStringLiteral("user_network");
    const UserNetworkSpec full = spec.full();
    std::set<QString> taken;
    for (const auto &[key, text, address] :
         {std::tuple(QStringLiteral("address"), spec.address, full.address),
          std::tuple(QStringLiteral("gateway"), spec.gateway, full.gateway),
          std::tuple(QStringLiteral("dns"), spec.dns, full.dns)}) {
        const Value place = judge.tree.place(index, {map, key});
        judgeAddress(network, text, place, subnet);
        if (!taken.insert(address).second)
            place.complain(
                QStringLiteral("the VM's address, gateway and dns share %1").arg(address),
                QStringLiteral("give each its own address"));
    }
}

void judgeSharedMemory(const Judge &judge, std::size_t index)
{
    const SharedMemorySpec &memory = judge.lab.vms[index].sharedMemory;
    const quint64 bytes = memory.size.inBytes();
    if (memory.type == SharedMemoryType::Ivshmem && (bytes & (bytes - 1)) != 0)
        judge.tree.place(index, {QStringLiteral("shared_memory"), QStringLiteral("size")})
            .complain(QStringLiteral("%1 is no power of two, as ivshmem needs")
                          .arg(memory.size.toDisplay()),
                      QStringLiteral("write 1, 2, 4, 8 and so on"));
}

/// Complains when two of NAMES within one VM are equal.
void judgeDistinct(const Value &place, const QStringList &names, const QString &noun)
{
    std::set<QString> seen;
    for (const QString &name : names) {
        if (!name.isEmpty() && !seen.insert(name).second)
            place.complain(QStringLiteral("two entries have the %1 '%2'").arg(noun, name),
                           QStringLiteral("give each entry a %1 of its own").arg(noun));
    }
}

void judgeLists(const Judge &judge, std::size_t index)
{
    const VmSpec &vm = judge.lab.vms[index];
    QStringList disks;
    QStringList tags;
    QStringList mounts;
    QStringList ports;
    QStringList registries;
    for (const DiskSpec &disk : vm.disks)
        disks << disk.name;
    for (const RegistrySpec &registry : vm.registries)
        registries << registry.host;
    for (const ShareSpec &share : vm.shares) {
        tags << share.tag;
        mounts << share.guest;
    }
    for (const ExtraPortSpec &extra : vm.ports.extra)
        ports << extra.name;
    const Value shares = judge.tree.place(index, {QStringLiteral("shares")});
    judgeDistinct(judge.tree.place(index, {QStringLiteral("disks")}), disks,
                  QStringLiteral("name"));
    judgeDistinct(judge.tree.place(index, {QStringLiteral("registries")}), registries,
                  QStringLiteral("host"));
    judgeDistinct(shares, tags, QStringLiteral("tag"));
    judgeDistinct(shares, mounts, QStringLiteral("guest path"));
    judgeDistinct(judge.tree.place(index, {QStringLiteral("ports"), QStringLiteral("extra")}),
                  ports, QStringLiteral("name"));
}

/// Whether FROM waits for itself through other VMs, that is, whether `after` has a cycle at FROM.
bool waitsForItself(const std::map<QString, QStringList> &after, const QString &from)
{
    std::set<QString> seen;
    QStringList open = after.at(from);
    while (!open.isEmpty()) {
        const QString name = open.takeLast();
        if (name == from)
            return true;
        if (seen.insert(name).second && after.contains(name))
            open += after.at(name);
    }
    return false;
}

void judgeOrder(const Judge &judge)
{
    const QStringList names = judge.lab.vmNames();
    std::map<QString, QStringList> after;
    for (std::size_t i = 0; i < judge.lab.vms.size(); ++i) {
        const VmSpec &vm = judge.lab.vms[i];
        after[vm.name] = vm.after;
        for (const QString &name : vm.after) {
            if (!names.contains(name))
                judge.tree.place(i, {QStringLiteral("after")})
                    .complain(QStringLiteral("there is no VM '%1' in this lab").arg(name),
                              suggest(name, names));
        }
    }
    for (std::size_t i = 0; i < judge.lab.vms.size(); ++i) {
        if (waitsForItself(after, judge.lab.vms[i].name))
            judge.tree.place(i, {QStringLiteral("after")})
                .complain(QStringLiteral("%1 waits for itself").arg(judge.vmName(i)),
                          QStringLiteral("remove one name from an `after` in this circle"));
    }
}

} // namespace

void judgeLab(const LabSpec &lab, const LabTree &tree)
{
    const Judge judge{lab, tree};
    judgeIdentities(judge);
    judgePorts(judge);
    judgeNetwork(judge);
    judgeOrder(judge);
    for (std::size_t i = 0; i < lab.vms.size(); ++i) {
        judgeUserNetwork(judge, i);
        judgePeers(judge, i);
        judgeSharedMemory(judge, i);
        judgeLists(judge, i);
    }
}

} // namespace hydra
