// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/power.h"

#include <algorithm>

namespace hydra {
namespace {

constexpr auto quitPatience = std::chrono::milliseconds(500);
constexpr int longestPowerdownSeconds = 86400;

} // namespace

Power::Power(OwnedVm &vm, QObject *parent) : QObject(parent), m_vm(vm)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Power::onIgnored);
}

// The reply comes last, because it tells the client that the VM is stopping.
void Power::powerdown(const QJsonObject &params, const ControlServer::Reply &reply)
{
    Hypervisor *hypervisor = m_vm.linked();
    if (!m_vm.hasBegun() || !hypervisor || !hypervisor->capabilities().gracefulShutdown)
        return kill(reply); // there is no guest yet that could react
    m_isPowerdownAsked = true;
    m_vm.record.say(QStringLiteral("the power button is pressed"));
    if (m_vm.status().state == VmState::Paused)
        hypervisor->resume({});
    hypervisor->pressPowerButton({});
    m_vm.record.update([](VmStatus &status) {
        status.state = VmState::Stopping;
        status.reason = QStringLiteral("asked to shut down");
    });
    const int seconds =
        params[QStringLiteral("timeout_s")].toInt(protocol::kDefaultPowerdownSeconds);
    m_patience.start(std::chrono::seconds(std::clamp(seconds, 0, longestPowerdownSeconds)));
    reply(QJsonObject());
}

void Power::close()
{
    m_isOver = true;
    m_patience.stop();
}

void Power::onIgnored()
{
    if (!m_vm.run || m_vm.run->isEnding() || m_isKillAsked ||
        m_vm.status().state != VmState::Stopping)
        return;
    m_isPowerdownAsked = false;
    const QString reason = QStringLiteral("the guest ignores the power button; use --force");
    m_vm.record.say(reason);
    m_vm.record.update([&reason](VmStatus &status) {
        status.state = VmState::Running;
        status.reason = reason;
    });
}

// Gives the hypervisor a moment to flush its disks, but not for long.
void Power::kill(const ControlServer::Reply &reply)
{
    if (m_isOver)
        return reply(notRunning());
    reply(QJsonObject());
    if (!m_vm.run)
        return Q_EMIT calledOff();
    m_vm.record.say(QStringLiteral("killed by request"));
    m_isKillAsked = true;
    m_vm.record.update([](VmStatus &status) {
        status.state = VmState::Stopping;
        status.reason = QStringLiteral("being killed");
    });
    if (!m_vm.linked())
        return m_vm.run->hypervisor().forceEnd();
    m_vm.linked()->quit();
    QTimer::singleShot(quitPatience, m_vm.run.get(),
                       [run = m_vm.run.get()] { run->hypervisor().forceEnd(); });
}

void Power::pause(const ControlServer::Reply &reply)
{
    tell(&Capabilities::pause, "pause", &Hypervisor::pause, reply);
}

void Power::resume(const ControlServer::Reply &reply)
{
    tell(&Capabilities::pause, "resume", &Hypervisor::resume, reply);
}

void Power::restart(const ControlServer::Reply &reply)
{
    tell(&Capabilities::reset, "reset", &Hypervisor::reset, reply);
}

void Power::tell(bool Capabilities::*ability, const char *verb, Command command,
                 const ControlServer::Reply &reply)
{
    Hypervisor *hypervisor = m_vm.linked();
    if (!hypervisor || !m_vm.hasBegun())
        return reply(notRunning());
    if (!(hypervisor->capabilities().*ability))
        return reply(
            fail(ErrorCode::Invalid,
                 QStringLiteral("%1 cannot %2 a VM").arg(m_vm.plan.backend, QLatin1String(verb))));
    (hypervisor->*command)([reply](const Result<void> &done) {
        done ? reply(QJsonObject()) : reply(fail(done.error()));
    });
}

} // namespace hydra

#include "core/keeper/moc_power.cpp"
