// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/network/lab_port.h"

#include "core/base/atomic_file.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hydra {
namespace {

tl::unexpected<Error> notOnLabNetwork()
{
    return fail(
        ErrorCode::Conflict, QStringLiteral("the VM is on a user network of its own"), {},
        QStringLiteral("write `network: {mode: lab}` into the lab file and start it again"));
}

/// Which forward an entry is: the address or path that it listens at.
QJsonObject hostEnd(const QJsonObject &forward)
{
    QJsonObject end = forward;
    end.remove(u"guest_port");
    return end;
}

std::optional<PlannedPort> portOf(const QJsonObject &forward)
{
    if (forward.contains(u"path"))
        return {};
    PlannedPort port;
    port.role = QStringLiteral("extra");
    port.protocol = forward[u"udp"].toBool() ? QStringLiteral("udp") : QStringLiteral("tcp");
    port.hostAddress = forward[u"bind"].toString();
    port.hostPort = std::uint16_t(forward[u"host_port"].toInt());
    port.guestPort = std::uint16_t(forward[u"guest_port"].toInt());
    return port;
}

QString shown(const QJsonObject &forward)
{
    return forward.contains(u"path") ? forward[u"path"].toString()
                                     : QStringLiteral("port %1").arg(forward[u"host_port"].toInt());
}

QJsonObject countsOf(const QJsonObject &stats, const QString &vm)
{
    for (const QJsonValue &port : stats[u"ports"].toArray()) {
        if (port[u"name"].toString() == vm)
            return port.toObject();
    }
    return {};
}

} // namespace

LabPort::LabPort(OwnedVm &vm, QObject *parent) : QObject(parent), m_vm(vm) {}

LabPort::~LabPort() = default;

std::vector<int> LabPort::makeCard()
{
    if (!isPlanned())
        return {};
    Result<LabCard> card = LabCard::make();
    if (!card) {
        m_vm.record.warn(formatError(card.error()));
        return {};
    }
    m_card = std::move(*card);
    return m_card->passed();
}

void LabPort::noteLaunched()
{
    if (m_card)
        m_card->dropNearEnd();
}

void LabPort::adopt(const ProcessId &hypervisor)
{
    if (!isPlanned())
        return;
    m_card = LabCard::of(hypervisor, m_vm.plan.network->socket, m_vm.plan.vm.vm);
    if (m_card->isThere())
        return;
    m_card.reset();
    m_vm.record.warn(QStringLiteral("its network is cut until it is started again: its keeper and "
                                    "the lab's switch have both ended"));
}

// The link outlives a run: the next attempt's card takes the place of this one's at the switch.
void LabPort::plugIn()
{
    if (!m_card)
        return;
    if (m_link && m_link->isOpen())
        return registerPort();
    if (m_link)
        return;
    const QString log = QFileInfo(m_vm.plan.stateDir).path() + QStringLiteral("/switch.log");
    m_link = std::make_unique<SwitchLink>(m_vm.plan.network->socket, log);
    connect(m_link.get(), &SwitchLink::opened, this, &LabPort::registerPort);
    connect(m_link.get(), &SwitchLink::lost, this, [this] {
        m_vm.record.say(QStringLiteral("the lab's switch has ended; another one is started"));
    });
    connect(m_link.get(), &SwitchLink::failed, this, [this](const QString &why) {
        m_vm.record.warn(QStringLiteral("the VM is not on its lab's network: ") + why);
    });
    connect(m_link.get(), &SwitchLink::denied, this,
            [this](const QString &vm, const QString &text) {
                if (vm == m_vm.plan.vm.vm)
                    m_vm.record.say(text);
            });
    m_link->open();
}

void LabPort::plugOut()
{
    m_card.reset();
    if (!m_link)
        return;
    m_link->call(QStringLiteral("port.remove"), named({}), [](const Result<QJsonObject> &) {});
    m_link->close();
}

QJsonObject LabPort::named(QJsonObject params) const
{
    params[u"name"] = m_vm.plan.vm.vm;
    return params;
}

SwitchLink::Done LabPort::orWarn(const QString &what)
{
    return [this, what](const Result<QJsonObject> &done) {
        // When the switch is away, all of it is told again to the next one.
        if (!done && done.error().code != ErrorCode::Unavailable)
            m_vm.record.warn(what + QStringLiteral(": ") + done.error().what);
    };
}

void LabPort::registerPort()
{
    if (!m_card)
        return;
    const PlannedNetwork &network = *m_vm.plan.network;
    const QString cut = QStringLiteral("the VM is not on its lab's network");
    m_link->call(QStringLiteral("configure"), network.segment, orWarn(cut));
    m_link->call(QStringLiteral("port.add"), network.port, orWarn(cut), m_card->farEnd());
    m_link->call(QStringLiteral("uplink.start"), {},
                 orWarn(QStringLiteral("the lab's network leads nowhere")));
    tellForwards();
}

void LabPort::tellForwards()
{
    for (const QJsonValue &value : m_vm.plan.network->forwards) {
        const QJsonObject forward = value.toObject();
        m_link->call(QStringLiteral("forward.add"), named(forward),
                     orWarn(shown(forward) + QStringLiteral(" cannot be forwarded")));
    }
}

void LabPort::describe(const Reply &reply)
{
    if (!isPlanned())
        return reply(notOnLabNetwork());
    const PlannedNetwork &network = *m_vm.plan.network;
    const bool isRunning = m_link && m_link->isOpen();
    const QJsonObject json{
        {QStringLiteral("switch"), isRunning ? QStringLiteral("running") : QStringLiteral("away")},
        {QStringLiteral("reason"), m_link ? m_link->reason() : QString()},
        {QStringLiteral("segment"), network.segment},
        {QStringLiteral("port"), network.port},
        {QStringLiteral("policy"), network.port[u"policy"]},
        {QStringLiteral("link"), network.port[u"link"]},
        {QStringLiteral("forwards"), network.forwards}};
    if (!isRunning)
        return reply(json);
    const QString vm = m_vm.plan.vm.vm;
    m_link->call(QStringLiteral("stats"), {}, [reply, json, vm](const Result<QJsonObject> &stats) {
        QJsonObject all = json;
        if (stats)
            all[u"counts"] = countsOf(*stats, vm);
        reply(all);
    });
}

void LabPort::passOn(const QString &method, const QJsonObject &params, const Reply &reply,
                     const std::function<void()> &onDone)
{
    if (!isPlanned())
        return reply(notOnLabNetwork());
    if (!m_link)
        return reply(notRunning());
    m_link->call(method, params, [reply, onDone](const Result<QJsonObject> &done) {
        if (!done)
            return reply(fail(done.error()));
        onDone();
        reply(QJsonObject());
    });
}

void LabPort::change(const QJsonObject &params, const Reply &reply)
{
    if (!isPlanned())
        return reply(notOnLabNetwork());
    QJsonObject policy = m_vm.plan.network->port[u"policy"].toObject();
    QJsonObject link = m_vm.plan.network->port[u"link"].toObject();
    for (const QString &key :
         {QStringLiteral("egress"), QStringLiteral("host_loopback"), QStringLiteral("peers")}) {
        if (params.contains(key))
            policy[key] = params[key];
    }
    const QJsonObject changes = params[u"link"].toObject();
    for (auto change = changes.begin(); change != changes.end(); ++change)
        link[change.key()] = change.value();
    const Reply thenLink = [this, policy, link, reply](const Result<QJsonObject> &done) {
        if (!done)
            return reply(done);
        m_vm.plan.network->port[u"policy"] = policy;
        passOn(QStringLiteral("port.link"), named(link), reply, [this, link] {
            m_vm.plan.network->port[u"link"] = link;
            keepPlan();
        });
    };
    passOn(QStringLiteral("port.policy"), named(policy), thenLink, [] {});
}

void LabPort::addForward(const QJsonObject &params, const Reply &reply)
{
    passOn(QStringLiteral("forward.add"), named(params), reply, [this, params] {
        QJsonArray &forwards = m_vm.plan.network->forwards;
        if (!forwards.contains(params))
            forwards.append(params);
        keepPlan();
        showForwards();
    });
}

void LabPort::removeForward(const QJsonObject &params, const Reply &reply)
{
    const QJsonArray known = isPlanned() ? m_vm.plan.network->forwards : QJsonArray();
    const auto found = std::find_if(known.begin(), known.end(), [&](const QJsonValue &forward) {
        return hostEnd(forward.toObject()) == hostEnd(params);
    });
    if (isPlanned() && found == known.end())
        return reply(
            fail(ErrorCode::NotFound, QStringLiteral("there is no such forward"), shown(params)));
    const QJsonObject forward = isPlanned() ? found->toObject() : params;
    passOn(QStringLiteral("forward.remove"), named(forward), reply, [this, forward] {
        QJsonArray left;
        for (const QJsonValue &other : m_vm.plan.network->forwards) {
            if (other != forward)
                left.append(other);
        }
        m_vm.plan.network->forwards = left;
        keepPlan();
        showForwards();
    });
}

void LabPort::startCapture(const QJsonObject &params, const Reply &reply)
{
    QJsonObject capture = params;
    const bool isOfLab = capture.take(u"all").toBool();
    passOn(QStringLiteral("capture.start"), isOfLab ? capture : named(capture), reply, [] {});
}

void LabPort::stopCapture(const Reply &reply)
{
    passOn(QStringLiteral("capture.stop"), {}, reply, [] {});
}

void LabPort::keepPlan()
{
    const QByteArray json = QJsonDocument(toJson(m_vm.plan)).toJson();
    if (const Result<void> written = writeFileAtomically(m_vm.plan.planFile(), json); !written)
        m_vm.record.warn(formatError(written.error()));
}

// The status names what is forwarded; a port of the plan keeps its role.
void LabPort::showForwards()
{
    std::vector<PlannedPort> ports;
    for (const QJsonValue &forward : m_vm.plan.network->forwards) {
        std::optional<PlannedPort> port = portOf(forward.toObject());
        if (!port)
            continue;
        const auto &planned = m_vm.plan.ports;
        const auto known = std::find_if(planned.begin(), planned.end(), [&](const PlannedPort &p) {
            return p.hostPort == port->hostPort && p.protocol == port->protocol &&
                   p.hostAddress == port->hostAddress;
        });
        ports.push_back(known != planned.end() ? *known : *port);
    }
    m_vm.record.update([&ports](VmStatus &status) { status.ports = ports; });
}

} // namespace hydra

#include "core/keeper/network/moc_lab_port.cpp"
