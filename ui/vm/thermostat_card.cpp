// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/thermostat_card.h"

namespace hydra::ui {

ThermostatCard::ThermostatCard(Context &context, VmEntry &vm, QWidget *parent)
    : Card(tr("Thermostat"), parent), m_context(context), m_vm(&vm),
      m_container(makeParagraph({}, QStringLiteral("dim"))), m_readings(makeParagraph({})),
      m_run(makeButton(tr("Start the demo")))
{
    m_readings->setFont(context.theme.monospace());
    m_readings->setAccessibleName(tr("The thermostat's last readings"));
    m_readings->setMinimumWidth(100);
    body()->addWidget(m_container);
    body()->addWidget(m_readings);
    body()->addWidget(m_run, 0, Qt::AlignLeft);
    m_readings->hide();
    m_run->hide();
    connect(m_run, &QPushButton::clicked, &context.actions, &Actions::startDemo);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ThermostatCard::ask);
    connect(&vm, &VmEntry::changed, this, [this] {
        if (isVisible() && !m_timer.isActive() && !m_pod)
            ask();
    });
    m_container->setText(tr("The demo runs its container when CRI is ready."));
}

void ThermostatCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    m_timer.start(0);
}

void ThermostatCard::hideEvent(QHideEvent *event)
{
    Card::hideEvent(event);
    m_timer.stop();
}

void ThermostatCard::ask()
{
    if (!m_vm || m_pod || !m_vm->spec())
        return;
    const VmStatus &status = m_vm->status();
    if (status.state != VmState::Running || status.phase < Phase::Cri) {
        m_container->setText(status.state == VmState::Running || status.state == VmState::Starting
                                 ? tr("The demo runs its container when CRI is ready.")
                                 : tr("Not running. Start the environment to see its readings."));
        m_readings->hide();
        m_run->hide();
        return;
    }
    m_pod = std::make_unique<DemoPod>(m_context.store.environment(), status, m_vm->spec()->username,
                                      DemoPod::IfMissing::Fail,
                                      [this](const Result<DemoReport> &report) { show(report); });
    m_pod->start();
}

void ThermostatCard::show(const Result<DemoReport> &report)
{
    // Not deleted here: the pod is emitting the signal that called this.
    m_pod.release()->deleteLater();
    const bool missing = !report && report.error().code == ErrorCode::NotFound;
    const bool starting = m_context.actions.isStartingDemo();
    m_run->setVisible(missing && !starting);
    m_readings->setVisible(report.has_value());
    if (report) {
        const CriContainer &container = report->container.container;
        m_container->setText(
            QStringLiteral("%1 · %2 · %3")
                .arg(container.id.left(13), container.image, toString(container.state)));
        QStringList lines;
        for (const QByteArray &reading : report->readings)
            lines << QString::fromUtf8(reading);
        m_readings->setText(lines.join(u'\n'));
    } else if (missing) {
        m_container->setText(starting ? tr("The demo is starting its container.")
                                      : tr("No thermostat runs in this environment."));
    } else {
        m_container->setText(formatError(report.error()));
    }
    if (isVisible())
        m_timer.start(std::chrono::seconds(5));
}

} // namespace hydra::ui
