// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "keeper/dependency_watch.h"
#include "keeper/phases.h"
#include "keeper/probe.h"
#include "keeper/silence_watch.h"
#include "keeper/webhook.h"

#include <QDateTime>

namespace hydra {
namespace {

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

struct ProbedRole {
    QString role;
    Probe::Kind kind;
    Phase phase;
};

const std::vector<ProbedRole> &probedRoles()
{
    static const std::vector<ProbedRole> roles = {
        {QStringLiteral("ssh"), Probe::Kind::Ssh, Phase::Ssh},
        {QStringLiteral("containerd"), Probe::Kind::Http2, Phase::Containerd},
    };
    return roles;
}

} // namespace

void Keeper::watchBoot()
{
    if (!m_run || !m_run->qmp())
        return;
    if (isHardware() && !m_sawUserSpace && m_status.state == VmState::Running) {
        m_silence = std::make_unique<SilenceWatch>(m_plan, *m_run->qmp(), [this] {
            qint64 sum = 0;
            for (const auto &console : m_consoles)
                sum += console->receivedBytes();
            return sum;
        });
        connect(m_silence.get(), &SilenceWatch::silent, this, [this] {
            leaveAccelerator(QStringLiteral("console, disk and network were silent for %1 s").arg(m_plan.silenceSeconds));
        });
        connect(m_silence.get(), &SilenceWatch::internalError, this,
                [this] { leaveAccelerator(QStringLiteral("QEMU reported an internal error")); });
    }
    m_probes.clear();
    for (const ProbedRole &probed : probedRoles())
        for (const PlannedPort &port : m_plan.ports) {
            if (port.role != probed.role || port.hostPort == 0 || wasReached(m_status, probed.phase))
                continue;
            m_probes.push_back(std::make_unique<Probe>(probed.kind, port.localAddress(), port.hostPort));
            connect(m_probes.back().get(), &Probe::answered, this,
                    [this, phase = probed.phase] { notePhase(phase); });
            m_probes.back()->start();
        }
}

void Keeper::stopWatchingBoot()
{
    if (m_silence)
        m_silence.release()->deleteLater(); // it may be telling us right now
    for (const auto &probe : m_probes)
        probe->stop();
}

void Keeper::onOutput(const QByteArray &bytes)
{
    const SerialSigns before = m_scanner.signs();
    if (!m_scanner.feed(bytes))
        return;
    const Phase phaseBefore = m_status.phase;
    update([this](VmStatus &status) { applySigns(status, m_plan, m_scanner.signs(), nowMs()); });
    if (m_status.phase != phaseBefore)
        say(QStringLiteral("phase: ") + toString(m_status.phase));
    if (m_status.userSpace && m_silence)
        m_silence.release()->deleteLater();
    if (m_scanner.signs().panic && !before.panic) {
        warn(QStringLiteral("the guest's kernel panicked; see `hydractl logs %1 --source serial`").arg(m_plan.vm.toString()));
        update([](VmStatus &status) { status.reason = QStringLiteral("the guest's kernel panicked"); });
    }
}

void Keeper::notePhase(Phase phase)
{
    const Phase before = m_status.phase;
    update([&](VmStatus &status) { reachPhase(status, m_plan, phase, nowMs()); });
    say(QStringLiteral("phase: ") + toString(phase));
    if (m_status.phase == Phase::Ready && before != Phase::Ready)
        say(QStringLiteral("phase: ready"));
    if (m_status.userSpace && m_silence)
        m_silence.release()->deleteLater();
}

void Keeper::startWebhook()
{
    if (m_plan.webhookPort == 0)
        return;
    m_webhook = std::make_unique<Webhook>(m_plan.webhookToken);
    connect(m_webhook.get(), &Webhook::received, this, [this](const CloudInitEvent &event) {
        if (!wasReached(m_status, Phase::CloudInit))
            notePhase(Phase::CloudInit);
        if (!event.failure.isEmpty())
            warn(event.failure);
        if (event.done && !m_status.cloudInitDone) {
            update([this](VmStatus &status) { finishCloudInit(status, m_plan, nowMs()); });
            say(QStringLiteral("cloud-init finished"));
        }
    });
    if (const Result<void> listening = m_webhook->listen(m_plan.webhookPort); !listening)
        warn(QStringLiteral("cloud-init's progress cannot be received: ") + formatError(listening.error()));
}

} // namespace hydra
