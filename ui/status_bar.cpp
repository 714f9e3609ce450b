// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/status_bar.h"

#include "core/host/facts.h"
#include "core/host/limits.h"
#include "ui/widgets/basics.h"

#include <QHBoxLayout>

namespace hydra::ui {

StatusBar::StatusBar(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_host(makeLabel({})), m_job(makeLabel({})),
      m_progress(new QProgressBar),
      m_cancel(makeButton(tr("Cancel"), QStringLiteral("link"), tr("Cancel the running job")))
{
    setObjectName(QStringLiteral("statusBar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(26);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(12, 0, 12, 0);
    line->setSpacing(12);
    line->addWidget(m_host);
    line->addStretch();
    line->addWidget(m_job);
    line->addWidget(m_progress);
    line->addWidget(m_cancel);
    m_job->setMinimumWidth(10);
    m_progress->setFixedWidth(120);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the running job"));
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_context.jobs.cancel(m_shownJob); });
    connect(&context.jobs, &JobList::changed, this, &StatusBar::showJobs);
    connect(&context.store, &LabStore::vmChanged, this, &StatusBar::showHost);
    connect(&context.store, &LabStore::structureChanged, this, &StatusBar::showHost);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (window()->isVisible() && !window()->isMinimized())
            showHost();
    });
    m_timer.start(std::chrono::seconds(10));
    showHost();
    showJobs();
}

void StatusBar::showHost()
{
    const MachineFacts machine = machineFacts();
    double cpu = 0, memory = 0;
    for (const VmEntry *vm : m_context.store.liveVms()) {
        cpu += vm->cpu().last() / 100;
        memory += vm->spec() ? double(vm->spec()->memory.inBytes()) : 0;
    }
    const double gib = 1 << 30;
    const double free =
        double(freeDisk(m_context.paths().stateDir).value_or(MemorySize()).inBytes());
    m_host->setText(tr("CPU %1 of %2 cores     Memory %3 of %4 GiB given     Disk %5 GiB free")
                        .arg(cpu, 0, 'f', 1)
                        .arg(machine.cpus)
                        .arg(memory / gib, 0, 'f', 1)
                        .arg(qRound(double(machine.memory.inBytes()) / gib))
                        .arg(qRound(free / gib)));
}

void StatusBar::showJobs()
{
    const auto running = m_context.jobs.running();
    const bool any = !running.empty();
    for (QWidget *widget : {static_cast<QWidget *>(m_job), static_cast<QWidget *>(m_progress),
                            static_cast<QWidget *>(m_cancel)})
        widget->setVisible(any);
    if (!any)
        return;
    const JobList::Running &job = running.front();
    m_shownJob = job.id;
    QString words = job.title;
    if (!job.progress.words.isEmpty())
        words += QStringLiteral(" · ") + job.progress.words;
    if (running.size() > 1)
        words += tr(" · %1 more").arg(running.size() - 1);
    m_job->setText(
        m_job->fontMetrics().elidedText(words, Qt::ElideMiddle, std::max(120, width() - 560)));
    m_job->setToolTip(words);
    showProgress(*m_progress, job.progress);
}

} // namespace hydra::ui
