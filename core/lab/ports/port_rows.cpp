// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/ports/port_rows.h"

#include "core/vm/ports.h"

#include <QHostAddress>

#include <algorithm>

namespace hydra {
namespace {

/// The programs that listen for a VM without being in its status: they belong to the whole lab.
bool isProgramOfLabs(const QString &program)
{
    return program == u"hydra-uplink" || program == u"hydra-switch";
}

Authentication authenticationOf(const QString &role)
{
    if (role == u"ssh" || role == u"webhook") // a key; a token
        return Authentication::Yes;
    if (role == u"containerd" || role == u"streaming" || role == u"diod")
        return Authentication::No;
    return Authentication::Unknown;
}

PortRow rowOf(const VmRef &vm, const PlannedPort &port)
{
    PortRow row;
    row.vm = vm;
    row.port = port;
    row.authentication = authenticationOf(port.role);
    return row;
}

bool isAutoRole(const VmSpec &spec, const QString &role)
{
    const PortsSpec &ports = spec.ports;
    const std::pair<const char *, const PortSpec &> services[] = {{"ssh", ports.ssh},
                                                                  {"containerd", ports.containerd},
                                                                  {"streaming", ports.streaming},
                                                                  {"rimd", ports.rimd},
                                                                  {"diod", ports.diod}};
    return std::any_of(std::begin(services), std::end(services), [&role](const auto &service) {
        return role == QLatin1String(service.first) && service.second.kind == PortSpec::Kind::Auto;
    });
}

/// What the lab file asks for.
std::vector<PortRow> rowsOfSpec(const VmRef &vm, const VmSpec &spec, const VmIdentity &identity)
{
    std::vector<PortRow> rows;
    std::size_t extra = 0; // index of the key, and the place in its range
    int offset = 0;
    for (const PlannedPort &port : planPorts(spec, identity.ports)) {
        PortRow row = rowOf(vm, port);
        if (port.role == u"extra") {
            row.key = QStringLiteral("ports.extra[%1]").arg(extra);
            row.offset = offset;
            row.count = spec.ports.extra[extra].count;
            if (++offset == row.count) {
                ++extra;
                offset = 0;
            }
        } else {
            row.key = QStringLiteral("ports.") + port.role;
            row.isAuto = isAutoRole(spec, port.role);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

PortRow webhookRow(const VmRef &vm, std::uint16_t number)
{
    PlannedPort port;
    port.role = QStringLiteral("webhook");
    port.hostPort = number;
    PortRow row = rowOf(vm, port);
    row.isAuto = true;
    return row;
}

/// The ports of this run, and those that the file asks for from the next start on.
std::vector<PortRow> rowsOfVm(const VmPorts &vm)
{
    std::vector<PortRow> wanted;
    if (vm.spec)
        wanted = rowsOfSpec(vm.vm, *vm.spec, vm.identity);
    if (vm.identity.webhookPort != 0)
        wanted.push_back(webhookRow(vm.vm, vm.identity.webhookPort));
    if (hasEnded(vm.status))
        return wanted;
    std::vector<PortRow> rows;
    for (const PlannedPort &port : vm.status.ports) {
        const auto same = std::find_if(wanted.begin(), wanted.end(),
                                       [&port](const PortRow &row) { return row.port == port; });
        rows.push_back(same == wanted.end() ? rowOf(vm.vm, port) : *same);
        if (same != wanted.end())
            wanted.erase(same);
    }
    for (PortRow &row : wanted) {
        row.next = row.port.role != u"webhook";
        rows.push_back(std::move(row));
    }
    return rows;
}

bool wantSame(const PortRow &a, const PortRow &b)
{
    return a.port.hostPort == b.port.hostPort && a.port.protocol == b.port.protocol &&
           addressesOverlap(a.port.hostAddress, b.port.hostAddress);
}

/// Judges the ports of one VM by who listens.
class ListenerJudge
{
public:
    ListenerJudge(const std::vector<VmPorts> &vms, const std::vector<Listener> &listeners)
        : m_listeners(listeners)
    {
        for (const VmPorts &vm : vms) {
            if (hasEnded(vm.status))
                continue;
            for (const auto &process : {vm.status.keeper, vm.status.vmProcess}) {
                if (process)
                    m_owners.emplace(process->pid, vm.vm);
            }
            for (const ProcessId &helper : vm.status.helpers)
                m_owners.emplace(helper.pid, vm.vm);
        }
    }

    void judge(PortRow &row, bool ended) const
    {
        const bool runs = !ended && !row.next;
        row.state = runs ? PortState::Closed : PortState::Free;
        for (const Listener &listener : m_listeners) {
            if (listener.port != row.port.hostPort || listener.protocol != row.protocol() ||
                !addressesOverlap(listener.address, row.port.hostAddress))
                continue;
            const auto owner =
                listener.holder ? m_owners.find(listener.holder->pid) : m_owners.end();
            const bool own = isOwn(listener, owner, row, ended);
            if (own && !runs)
                continue; // its place at the next start is what its VM has now
            row.state = own ? PortState::Listening : PortState::Taken;
            row.holder = listener.holder;
            row.holderVm = owner == m_owners.end() ? std::nullopt : std::optional(owner->second);
            if (own)
                return;
        }
    }

private:
    using Owners = std::map<qint64, VmRef>;
    [[nodiscard]] bool isOwn(const Listener &listener, Owners::const_iterator owner,
                             const PortRow &row, bool ended) const
    {
        if (owner != m_owners.end())
            return owner->second == row.vm;
        // A VM could not have started without its ports, so a stranger unknown is none.
        return !ended && (!listener.holder || isProgramOfLabs(listener.holder->program));
    }

    const std::vector<Listener> &m_listeners;
    Owners m_owners;
};

QString holderWords(const PortRow &row)
{
    if (row.holderVm)
        return QStringLiteral("%1 listens on it").arg(row.holderVm->toString());
    return row.holder ? QStringLiteral("%1 (pid %2) listens on it")
                            .arg(row.holder->program)
                            .arg(row.holder->pid)
                      : QStringLiteral("another program listens on it");
}

// Only who does not listen is in trouble, and an `auto` port gives way.
QString conflictOf(const std::vector<PortRow> &rows, const PortRow &row)
{
    if (row.port.hostPort == 0 || row.isAuto || row.state == PortState::Listening)
        return {};
    if (row.state == PortState::Taken)
        return holderWords(row);
    if (row.state == PortState::Closed) // its VM runs, and had the port when it was started
        return {};
    for (const PortRow &other : rows) {
        if (other.vm == row.vm || !wantSame(row, other))
            continue;
        if (!other.isAuto || other.state == PortState::Listening)
            return QStringLiteral("%1 wants it for %2, too")
                .arg(other.vm.toString(),
                     other.port.name.isEmpty() ? other.port.role : other.port.name);
    }
    return {};
}

QString authenticationWord(Authentication authentication)
{
    return authentication == Authentication::Yes  ? QStringLiteral("yes")
           : authentication == Authentication::No ? QStringLiteral("no")
                                                  : QStringLiteral("unknown");
}

} // namespace

QString toString(PortState state)
{
    switch (state) {
    case PortState::Listening:
        return QStringLiteral("listening");
    case PortState::Closed:
        return QStringLiteral("closed");
    case PortState::Free:
        return QStringLiteral("free");
    case PortState::Taken:
        return QStringLiteral("taken");
    case PortState::Unchosen:
        break;
    }
    return QStringLiteral("unchosen");
}

bool PortRow::isOpenToNetwork() const
{
    return !QHostAddress(port.hostAddress).isLoopback();
}

std::vector<PortRow> portRows(const std::vector<VmPorts> &vms,
                              const std::optional<std::vector<Listener>> &listeners)
{
    const std::vector<Listener> none;
    const ListenerJudge judge(vms, listeners ? *listeners : none);
    std::vector<PortRow> rows;
    for (const VmPorts &vm : vms) {
        const bool ended = hasEnded(vm.status);
        for (PortRow &row : rowsOfVm(vm)) {
            if (row.port.hostPort == 0)
                row.state = PortState::Unchosen;
            else if (listeners)
                judge.judge(row, ended);
            else
                row.state = ended || row.next ? PortState::Free : PortState::Listening;
            // A keeper listens for reports only where the guest can make some.
            if (row.port.role != u"webhook" || ended || row.state == PortState::Listening)
                rows.push_back(std::move(row));
        }
    }
    for (PortRow &row : rows)
        row.conflict = conflictOf(rows, row);
    return rows;
}

std::optional<std::uint16_t> proposePort(const std::vector<PortRow> &rows, const PortRow &row,
                                         const IsPortFree &isFree)
{
    const auto isWanted = [&](int number) {
        PortRow moved = row;
        moved.port.hostPort = std::uint16_t(number);
        return std::any_of(rows.begin(), rows.end(), [&](const PortRow &other) {
            const bool own = other.vm == row.vm && other.key == row.key && !row.key.isEmpty();
            return !own && wantSame(moved, other);
        });
    };
    const auto fits = [&](int first) {
        for (int number = first; number < first + row.count; ++number) {
            if (number > 65535 || isWanted(number) ||
                !isFree(row.port.hostAddress, std::uint16_t(number), row.protocol()))
                return false;
        }
        return true;
    };
    const int first = row.port.hostPort - row.offset;
    for (int number = first + 1; number <= first + 100; ++number) {
        if (fits(number))
            return std::uint16_t(number);
    }
    for (int number = firstAutoPort; number <= lastAutoPort; ++number) {
        if (fits(number))
            return std::uint16_t(number);
    }
    return std::nullopt;
}

std::vector<PortRow> withProposals(std::vector<PortRow> rows, const IsPortFree &isFree)
{
    std::vector<PortRow> wanted = rows;
    for (PortRow &row : rows) {
        if (row.conflict.isEmpty() || row.key.isEmpty())
            continue;
        row.proposal = proposePort(wanted, row, isFree);
        for (int i = 0; row.proposal && i < row.count; ++i) {
            PortRow moved = row;
            moved.port.hostPort = std::uint16_t(*row.proposal + i);
            wanted.push_back(std::move(moved));
        }
    }
    return rows;
}

QJsonObject toJson(const PortRow &row)
{
    const auto orNull = [](bool there, const QJsonValue &value) {
        return there ? value : QJsonValue(QJsonValue::Null);
    };
    const QJsonObject holder{
        {QStringLiteral("pid"), row.holder ? row.holder->pid : 0},
        {QStringLiteral("program"), row.holder ? row.holder->program : QString()},
        {QStringLiteral("vm"),
         orNull(row.holderVm.has_value(), row.holderVm ? row.holderVm->toString() : QString())}};
    return {
        {QStringLiteral("lab"), row.vm.lab},
        {QStringLiteral("vm"), row.vm.vm},
        {QStringLiteral("role"), row.port.role},
        {QStringLiteral("name"), row.port.name},
        {QStringLiteral("protocol"), row.port.protocol},
        {QStringLiteral("host_address"), row.port.hostAddress},
        {QStringLiteral("host_port"), row.port.hostPort},
        {QStringLiteral("guest_port"), row.port.guestPort},
        {QStringLiteral("state"), toString(row.state)},
        {QStringLiteral("next_start"), row.next},
        {QStringLiteral("holder"), orNull(row.holder.has_value(), holder)},
        {QStringLiteral("authenticates"), authenticationWord(row.authentication)},
        {QStringLiteral("open_to_network"), row.isOpenToNetwork()},
        {QStringLiteral("conflict"), orNull(!row.conflict.isEmpty(), row.conflict)},
        {QStringLiteral("proposal"), orNull(row.proposal.has_value(), row.proposal.value_or(0))}};
}

} // namespace hydra
