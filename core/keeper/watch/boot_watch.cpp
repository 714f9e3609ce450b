// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/watch/boot_watch.h"

#include <QDateTime>

#include <algorithm>

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

BootWatch::BootWatch(OwnedVm &vm, QObject *parent)
    : QObject(parent), m_vm(vm), m_provisioning(vm), m_budget(vm)
{
    connect(&m_provisioning, &ProvisioningWatch::received, this, &BootWatch::follow);
    m_scan.setSingleShot(true);
    m_scan.setInterval(0);
    connect(&m_scan, &QTimer::timeout, this, &BootWatch::scan);
}

BootWatch::~BootWatch() = default;

void BootWatch::watch()
{
    if (!m_vm.qmp())
        return;
    m_provisioning.watch();
    watchSilence();
    watchPorts();
}

void BootWatch::watchSilence()
{
    const VmStatus &status = m_vm.status();
    if (!m_vm.isAccelerated() || m_vm.record.sawUserSpace() || status.state != VmState::Running)
        return;
    m_silence = std::make_unique<SilenceWatch>(m_vm.plan, *m_vm.qmp(),
                                               [this] { return m_vm.consoleBytes(); });
    connect(m_silence.get(), &SilenceWatch::silent, this, [this] {
        m_vm.run->giveUp(QStringLiteral("console, disk and network were silent for %1 s")
                             .arg(m_vm.plan.silenceSeconds));
    });
    connect(m_silence.get(), &SilenceWatch::internalError, this,
            [this] { m_vm.run->giveUp(QStringLiteral("QEMU reported an internal error")); });
}

void BootWatch::watchPorts()
{
    m_probes.clear();
    for (const ProbedRole &probed : probedRoles())
        for (const PlannedPort &port : m_vm.plan.ports) {
            if (port.role != probed.role || port.hostPort == 0 ||
                wasReached(m_vm.status(), probed.phase))
                continue;
            m_probes.push_back(
                std::make_unique<Probe>(probed.kind, port.localAddress(), port.hostPort));
            connect(m_probes.back().get(), &Probe::answered, this,
                    [this, phase = probed.phase] { note(phase); });
            m_probes.back()->start();
        }
    watchContainerd();
}

void BootWatch::watchContainerd()
{
    const std::vector<PlannedPort> &ports = m_vm.plan.ports;
    const auto port = std::find_if(ports.begin(), ports.end(), [](const PlannedPort &candidate) {
        return candidate.role == u"containerd" && candidate.hostPort != 0;
    });
    if (port == ports.end() || !wasReached(m_vm.status(), Phase::Containerd))
        return m_containerd.reset();
    if (m_vm.status().state != VmState::Running)
        return;
    if (!m_containerd) {
        m_containerd = std::make_unique<ContainerdWatch>(port->localAddress(), port->hostPort);
        connect(m_containerd.get(), &ContainerdWatch::wasSilent, this,
                &BootWatch::onContainerdSilent);
        connect(m_containerd.get(), &ContainerdWatch::answered, this,
                &BootWatch::onContainerdAnswers);
    }
    m_containerd->start();
}

// A guest that shuts down stops its containerd, too, which is no news.
void BootWatch::onContainerdSilent()
{
    const VmStatus &status = m_vm.status();
    if (status.runtimeLostAtMs || status.state != VmState::Running)
        return;
    m_vm.record.update([](VmStatus &changed) { loseRuntime(changed, nowMs()); });
    m_vm.record.say(QStringLiteral("containerd does not answer any more"));
}

void BootWatch::onContainerdAnswers()
{
    if (!m_vm.status().runtimeLostAtMs)
        return;
    m_vm.record.update([this](VmStatus &status) { regainRuntime(status, m_vm.plan, nowMs()); });
    m_vm.record.say(QStringLiteral("containerd answers again; phase: ") +
                    toString(m_vm.status().phase));
}

// Not deleted here: it may be emitting the signal that called this.
void BootWatch::endSilenceWatch()
{
    if (m_silence)
        m_silence.release()->deleteLater();
}

void BootWatch::forgetOutput()
{
    m_scanner.reset();
    m_provisioning.beginBoot();
    m_budget.beginBoot();
}

void BootWatch::stop()
{
    scan();
    m_budget.disturb();
    m_provisioning.stop();
    endSilenceWatch();
    for (const auto &probe : m_probes)
        probe->stop();
    if (m_containerd)
        m_containerd->stop();
}

void BootWatch::read(const QByteArray &bytes)
{
    m_unread += bytes;
    m_scan.start();
}

void BootWatch::scan()
{
    m_scan.stop();
    const SerialSigns before = m_scanner.signs();
    if (m_scanner.feed(std::exchange(m_unread, {})))
        noteSigns(before);
}

void BootWatch::noteSigns(const SerialSigns &before)
{
    VmRecord &record = m_vm.record;
    const Phase phaseBefore = record.status().phase;
    record.update(
        [this](VmStatus &status) { applySigns(status, m_vm.plan, m_scanner.signs(), nowMs()); });
    if (record.status().phase != phaseBefore)
        record.say(QStringLiteral("phase: ") + toString(record.status().phase));
    m_budget.look();
    if (record.status().userSpace)
        endSilenceWatch();
    if (m_scanner.signs().panic && !before.panic)
        notePanic();
}

// Before user space nothing was written yet that another boot could lose.
void BootWatch::notePanic()
{
    const QString words = QStringLiteral("the guest's kernel panicked");
    m_vm.record.warn(QStringLiteral("%1; see `hydractl logs %2 --source serial`")
                         .arg(words, m_vm.plan.vm.toString()));
    m_vm.record.update([&words](VmStatus &status) { status.reason = words; });
    if (m_vm.run && !m_vm.record.sawUserSpace())
        m_vm.run->giveUp(words);
}

void BootWatch::note(Phase phase)
{
    VmRecord &record = m_vm.record;
    const Phase before = record.status().phase;
    record.update([&](VmStatus &status) { reachPhase(status, m_vm.plan, phase, nowMs()); });
    record.say(QStringLiteral("phase: ") + toString(phase));
    if (record.status().phase == Phase::Ready && before != Phase::Ready)
        record.say(QStringLiteral("phase: ready"));
    m_budget.look();
    if (record.status().userSpace)
        endSilenceWatch();
    watchContainerd();
}

// That of a guest that was not seen to boot: a keeper adopted it, or no serial line tells.
void BootWatch::follow(const CloudInitEvent &event)
{
    if (!wasReached(m_vm.status(), Phase::CloudInit))
        note(Phase::CloudInit);
    if (!event.endsAll() || m_vm.status().cloudInitDone)
        return;
    m_vm.record.update([this](VmStatus &status) { finishCloudInit(status, m_vm.plan, nowMs()); });
    m_vm.record.say(QStringLiteral("cloud-init finished"));
    m_budget.look();
}

} // namespace hydra

#include "core/keeper/watch/moc_boot_watch.cpp"
