// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/watch/provisioning_watch.h"

#include <QDateTime>

#include <utility>

namespace hydra {
namespace {

constexpr std::chrono::milliseconds kTellPause{250};

bool isTrouble(const CloudInitEvent &event)
{
    return event.finished &&
           (event.result == ModuleResult::Failed || event.result == ModuleResult::Warned);
}

QString troubleWords(const ProvisioningTrouble &trouble)
{
    return QStringLiteral("cloud-init: ") + trouble.subjectAndSource();
}

} // namespace

ProvisioningWatch::ProvisioningWatch(OwnedVm &vm, QObject *parent) : QObject(parent), m_vm(vm)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(kTellPause);
    connect(&m_tell, &QTimer::timeout, this, &ProvisioningWatch::tell);
    connect(&m_ticks, &QTimer::timeout, this, &ProvisioningWatch::tick);
}

void ProvisioningWatch::listen()
{
    renew();
    if (m_vm.plan.webhookPort == 0)
        return;
    m_webhook = std::make_unique<Webhook>(m_vm.plan.webhookToken);
    connect(m_webhook.get(), &Webhook::received, this, &ProvisioningWatch::note);
    connect(m_webhook.get(), &Webhook::reported, this, &ProvisioningWatch::take);
    if (const Result<void> listening = m_webhook->listen(m_vm.plan.webhookPort); !listening)
        m_vm.record.warn(QStringLiteral("cloud-init's progress cannot be received: ") +
                         formatError(listening.error()));
    else if (m_state.isDone)
        m_webhook->dismissReporter();
    else
        m_webhook->askFor(ReportKind::Modules);
}

void ProvisioningWatch::beginBoot()
{
    m_tell.stop();
    m_quietTicks = 0;
    if (!m_webhook)
        return;
    m_webhook->forgetReporter();
    m_webhook->askFor(ReportKind::Modules);
}

void ProvisioningWatch::watch()
{
    if (m_vm.status().provisioning.isDone || !m_webhook)
        return;
    m_ticks.start(std::chrono::milliseconds(m_vm.plan.provisioning.quietSeconds * 1000 / kTicks));
}

// The status is reset with the boot's id, by who found the boot (boot/phases).
void ProvisioningWatch::renew()
{
    const VmStatus &status = m_vm.status();
    if (std::exchange(m_bootId, status.bootId) != status.bootId)
        m_state = status.provisioning;
}

void ProvisioningWatch::note(const CloudInitEvent &event)
{
    renew();
    m_quietTicks = 0;
    const std::size_t before = m_state.troubles.size();
    if (!m_state.isKnown() && m_state.rebootsDone == 0)
        m_state.rebootsToCome = m_vm.plan.provisioning.reboots;
    noteEvent(m_state, event, QDateTime::currentMSecsSinceEpoch());
    for (std::size_t i = before; i < m_state.troubles.size(); ++i) {
        ProvisioningTrouble &trouble = m_state.troubles[i];
        trouble.source = sourceOf(m_vm.plan.provisioning, trouble.module, {});
        if (!m_webhook->hasReporter()) // else it is said with its cause, when that has come
            m_vm.record.warn(troubleWords(trouble));
    }
    if (isTrouble(event) || event.endsAll())
        m_webhook->askFor(ReportKind::Logs);
    if (event.endsAll())
        m_ticks.stop();
    if (isTrouble(event) || event.child.isEmpty())
        tell();
    else if (!m_tell.isActive())
        m_tell.start();
    Q_EMIT received(event);
}

void ProvisioningWatch::tell()
{
    m_tell.stop();
    m_vm.record.update([this](VmStatus &status) { status.provisioning = m_state; });
}

// The log, which has a module's own words, is written some moments after the event. What fails
// between a stage's end and ours is in the last report.
void ProvisioningWatch::take(const QByteArray &body)
{
    renew();
    const GuestReport report = parseGuestReport(body);
    const Provisioning before = m_state;
    noteModuleLists(m_state, report.modules);
    explainTroubles(m_state, report, m_vm.plan.provisioning, QDateTime::currentMSecsSinceEpoch());
    for (std::size_t i = 0; i < m_state.troubles.size(); ++i) {
        if (i >= before.troubles.size() || m_state.troubles[i] != before.troubles[i])
            m_vm.record.warn(troubleWords(m_state.troubles[i]));
    }
    if (m_quietTicks >= kTicks && m_state.stage() != nullptr)
        explainSilence(report);
    if (m_state.isDone)
        m_webhook->dismissReporter();
    tell();
}

void ProvisioningWatch::tick()
{
    renew();
    if (m_state.stage() == nullptr)
        return;
    ++m_quietTicks;
    if (m_quietTicks < kTicks || m_quietTicks % (kTicks / 2) != 0)
        return;
    if (!m_webhook->hasReporter())
        explainSilence({});
    m_webhook->askFor(ReportKind::Running);
}

void ProvisioningWatch::explainSilence(const GuestReport &report)
{
    const QString before = m_state.advice;
    explainWaiting(m_state, report, m_vm.plan.vm.toString(),
                   qint64(m_quietTicks) * m_vm.plan.provisioning.quietSeconds / kTicks);
    if (m_state.advice != before)
        m_vm.record.say(QStringLiteral("cloud-init: %1; %2").arg(m_state.waiting, m_state.advice));
    tell();
}

} // namespace hydra

#include "core/keeper/watch/moc_provisioning_watch.cpp"
