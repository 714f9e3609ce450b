// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/overview_page.h"

#include "core/lab/edit_file.h"
#include "core/reach/isolation_now.h"
#include "ui/vm/backend_card.h"
#include "ui/vm/boot_times.h"
#include "ui/vm/console_preview.h"
#include "ui/vm/endpoints.h"
#include "ui/vm/fact_rows.h"
#include "ui/vm/isolation_card.h"
#include "ui/vm/provisioning_card.h"
#include "ui/vm/thermostat_card.h"
#include "ui/widgets/counted.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGridLayout>
#include <QUrl>

namespace hydra::ui {
namespace {

QString memoryText(double mib)
{
    return mib < 1000 ? OverviewPage::tr("%1 MiB").arg(qRound(mib))
                      : OverviewPage::tr("%1 GiB").arg(mib / 1024, 0, 'f', 2);
}

QLabel *monospaced(const Theme &theme, const QString &text)
{
    auto *label = new ElidedLabel(text);
    label->setFont(theme.monospace());
    return label;
}

} // namespace

OverviewPage::OverviewPage(Context &context, VmEntry &vm, QWidget *parent)
    : QScrollArea(parent), m_context(context), m_vm(&vm), m_banner(new Banner),
      m_boot(new Card(tr("Boot"))), m_phases(new BootPhases(context.theme)),
      m_tail(makeLabel({}, QStringLiteral("faint"))),
      m_provisioning(new ProvisioningCard(context.theme)),
      m_bootTimes(new BootTimesCard(context.theme))
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *all = new QVBoxLayout(page);
    all->setContentsMargins(20, 20, 20, 20);
    all->setSpacing(16);
    all->addWidget(m_banner);
    m_boot->body()->addWidget(m_phases);
    m_tail->setFont(context.theme.monospace(11));
    m_tail->setMinimumWidth(50);
    m_boot->body()->addWidget(m_tail);
    all->addWidget(m_boot);
    all->addWidget(m_provisioning);
    all->addWidget(makeCharts());
    all->addWidget(makeFacts());
    all->addWidget(m_bootTimes);
    if (vm.ref().lab == u"demo") {
        m_thermostat = new ThermostatCard(context, vm);
        all->addWidget(m_thermostat);
    }
    all->addWidget(makeDanger());
    all->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&vm, &VmEntry::changed, this, &OverviewPage::showStatus);
    connect(&vm, &VmEntry::sampled, this, &OverviewPage::showFigures);
    connect(m_preview, &ConsolePreview::changed, this,
            [this] { m_tail->setText(m_preview->lastLine()); });
    connect(m_preview, &ConsolePreview::clicked, this, &OverviewPage::consoleWanted);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (m_vm) {
            showBoot();
            showIsolation();
            m_vm->sampleDisk();
        }
    });
}

QWidget *OverviewPage::makeCharts()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(16);
    const auto add = [&](const QString &title, Token color, Token fill, Card *&card,
                         Chart *&chart) {
        card = new Card(title);
        chart = new Chart(m_context.theme, color, fill);
        chart->setAccessibleName(title);
        card->body()->addWidget(chart);
        line->addWidget(card, 1);
    };
    add(tr("CPU"), Token::Accent, Token::AccentBg, m_cpuCard, m_cpu);
    add(tr("Memory"), Token::Run, Token::RunBg, m_memoryCard, m_memory);
    add(tr("Disk"), Token::Warn, Token::WarnBg, m_diskCard, m_disk);
    return row;
}

QWidget *OverviewPage::makeFacts()
{
    auto *facts = new QWidget;
    auto *grid = new QGridLayout(facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(16);
    m_endpoints = new Card(tr("Endpoints"));
    m_endpointRows = addFactRows(*m_endpoints);
    m_endpoints->body()->addStretch();
    m_backend = new BackendCard(m_context.theme);
    connect(m_backend, &BackendCard::whyWanted, this,
            [this](const QString &reason) { m_banner->showWords(reason, {}, false); });
    auto *console = new Card(tr("Console"));
    QPushButton *open = makeButton(tr("Open"), QStringLiteral("link"), tr("Open the console"));
    connect(open, &QPushButton::clicked, this, &OverviewPage::consoleWanted);
    console->addToTitle(open);
    m_preview =
        new ConsolePreview(m_context.theme, m_context.paths().places(m_vm->ref()).serialLog());
    console->body()->addWidget(m_preview);
    m_isolation = new IsolationCard(m_context.theme);
    connect(m_isolation, &IsolationCard::fixWanted, this, &OverviewPage::fix);
    grid->addWidget(m_endpoints, 0, 0);
    grid->addWidget(m_isolation, 0, 1);
    grid->addWidget(console, 1, 0);
    grid->addWidget(m_backend, 1, 1);
    grid->setColumnStretch(0, 4);
    grid->setColumnStretch(1, 3);
    return facts;
}

QWidget *OverviewPage::makeDanger()
{
    auto *card = new Card(tr("Danger zone"));
    auto *line = new QHBoxLayout;
    line->addWidget(makeParagraph(tr("Deleting removes the whole lab: its file, disks and logs. It "
                                     "can be undone for a minute. "
                                     "A protected environment cannot be deleted."),
                                  QStringLiteral("dim")),
                    1);
    m_protect = makeButton(tr("Protect"));
    m_delete = makeButton(tr("Delete lab…"), QStringLiteral("danger"));
    connect(m_protect, &QPushButton::clicked, this, [this] {
        if (m_vm && m_vm->spec())
            setProtect(!m_vm->spec()->protect);
    });
    connect(m_delete, &QPushButton::clicked, this, [this] {
        if (m_vm)
            m_context.actions.deleteLab(m_vm->ref().lab);
    });
    line->addWidget(m_protect, 0, Qt::AlignTop);
    line->addWidget(m_delete, 0, Qt::AlignTop);
    card->body()->addLayout(line);
    return card;
}

void OverviewPage::setProtect(bool protect)
{
    edit({{m_vm->ref().vm, QStringLiteral("protect"),
           protect ? QStringLiteral("true") : QStringLiteral("false")}});
}

bool OverviewPage::edit(const std::vector<LabEdit> &edits)
{
    const LabEntry *lab = m_context.store.lab(m_vm->ref().lab);
    const auto done = editLabFile(m_context.paths(), lab->file, edits);
    if (!done)
        m_banner->showWords(formatError(done.error()), done.error().details);
    else
        m_context.store.reload();
    return done.has_value();
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    m_clock.start(std::chrono::seconds(2));
    showStatus();
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    QScrollArea::hideEvent(event);
    m_clock.stop();
}

void OverviewPage::showStatus()
{
    if (!m_vm || !isVisible()) // showEvent calls this again
        return;
    const VmStatus &status = m_vm->status();
    showTrouble();
    const auto &spec = m_vm->spec();
    m_protect->setEnabled(spec.has_value());
    m_protect->setText(spec && spec->protect ? tr("Unprotect") : tr("Protect"));
    m_delete->setEnabled(spec && !spec->protect && hasEnded(status));
    m_delete->setToolTip(!hasEnded(status)       ? tr("Stop it first")
                         : spec && spec->protect ? tr("It is protected")
                                                 : QString());
    showBoot();
    showFigures();
    showEndpoints();
    m_backend->show(status, spec);
    showIsolation();
}

// Also now and then: the network's policy may be changed while the VM runs.
void OverviewPage::showIsolation()
{
    const LabEntry *lab = m_context.store.lab(m_vm->ref().lab);
    const bool isKnown = lab && lab->lab && m_vm->spec();
    m_isolation->setVisible(isKnown);
    if (isKnown)
        m_isolation->showIsolation(
            isolationNow(m_context.paths(), lab->lab->spec, *m_vm->spec(), m_vm->status()));
}

void OverviewPage::fix(const std::vector<LabEdit> &edits)
{
    if (edit(edits) && !hasEnded(m_vm->status()))
        m_banner->showWords(tr("Written into the lab file; it holds from the next start of %1.")
                                .arg(m_vm->ref().toString()),
                            {}, false);
}

// Leaves a banner that is already shown, or was dismissed, as it is: a button of it may be in use.
void OverviewPage::showTrouble()
{
    const VmStatus &status = m_vm->status();
    const auto &trouble = m_vm->trouble();
    const bool halted = status.state == VmState::Paused && !status.reason.isEmpty();
    const QString words = trouble                            ? formatError(*trouble)
                          : status.state == VmState::Crashed ? tr("Crashed: %1").arg(status.reason)
                          : halted                           ? tr("Paused: %1").arg(status.reason)
                          : status.runtimeLostAtMs           ? tr("Running: %1").arg(status.reason)
                                                             : QString();
    if (words == std::exchange(m_shownTrouble, words))
        return;
    if (words.isEmpty())
        return m_banner->dismiss();
    m_banner->showWords(words, trouble ? trouble->details : QString());
    const QString cure = trouble  ? QStringLiteral("renew")
                         : halted ? QStringLiteral("resume")
                                  : QString();
    for (const ActionSpec &action : m_context.actions.ofVm(*m_vm)) {
        if (action.id == cure && action.enabled)
            connect(m_banner->addButton(action.title), &QPushButton::clicked, this, action.run);
    }
}

void OverviewPage::showBoot()
{
    const VmStatus &status = m_vm->status();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_phases->setSteps(bootSteps(status, now));
    m_provisioning->showStatus(status, now);
    const QString image =
        status.image.isEmpty() && m_vm->spec() ? m_vm->spec()->image : status.image;
    m_bootTimes->showHistory(m_context.paths().bootHistory(image), image, status, now);
    const bool runs = !hasEnded(status);
    const bool ready = status.phase == Phase::Ready || status.phase == Phase::Cri;
    const bool lost = status.runtimeLostAtMs.has_value();
    const bool booting =
        status.state == VmState::Starting || (status.state == VmState::Running && !ready && !lost);
    m_tail->setVisible(booting && !m_tail->text().isEmpty());
    if (booting && status.startedAtMs != 0)
        m_boot->setNote(
            tr("%1 so far").arg(shortDuration((now - status.startedAtMs) / 1000 * 1000)));
    else if (status.state == VmState::Waiting)
        m_boot->setNote(status.reason);
    else if (lost)
        m_boot->setNote(tr("containerd does not answer"));
    else if (ready && !status.phases.empty())
        m_boot->setNote((runs ? tr("ready after %1") : tr("last start, ready after %1"))
                            .arg(shortDuration(status.phases.back().atMs - bootBegan(status))));
    else
        m_boot->setNote(bootBegan(status) == 0 ? tr("never started") : tr("last start"));
}

void OverviewPage::showFigures()
{
    if (!m_vm || !isVisible())
        return;
    const int cores = m_vm->spec() ? m_vm->spec()->cpu : 1;
    const double memory = m_vm->spec() ? double(m_vm->spec()->memory.inBytes()) / (1 << 20) : 0;
    const bool running = m_vm->status().vmProcess.has_value();
    m_cpu->setValues(m_vm->cpu(), 100.0 * cores);
    m_memory->setValues(m_vm->memory(), memory);
    m_disk->setValues(m_vm->disk(), 0);
    m_cpuCard->setNote(running ? tr("%1 % of %2")
                                     .arg(qRound(m_vm->cpu().last() / cores))
                                     .arg(counted(cores, Counted::Core))
                               : QStringLiteral("–"));
    m_memoryCard->setNote(
        running ? tr("%1 of %2").arg(memoryText(m_vm->memory().last()), memoryText(memory))
                : QStringLiteral("–"),
        tr("What the VM holds of this machine's memory"));
    const qint64 disk = QFileInfo(m_context.paths().places(m_vm->ref()).systemDisk()).size();
    const QString size = disk == 0 ? QStringLiteral("–") : memoryText(double(disk) / (1 << 20));
    m_diskCard->setNote(
        running ? tr("%1 MB/s · %2").arg(m_vm->disk().last(), 0, 'f', 1).arg(size) : size,
        tr("Read and written now · size of the overlay file; the image itself is shared"));
}

void OverviewPage::showEndpoints()
{
    const auto &spec = m_vm->spec();
    const std::vector<EndpointRow> rows =
        endpointRows(m_vm->status(), spec ? spec->username : QStringLiteral("hydra"));
    QString print;
    for (const EndpointRow &row : rows)
        print += row.name + row.address + u'\n';
    if (print == m_shownEndpoints && m_endpointRows->count() > 0)
        return;
    m_shownEndpoints = print;
    clearLayout(*m_endpointRows);
    if (rows.empty())
        m_endpointRows->addWidget(
            makeLabel(tr("Ports are chosen at the first start."), QStringLiteral("dim")), 0, 0, 1,
            2);
    int line = 0;
    for (const EndpointRow &row : rows)
        addEndpoint(line++, row.name, row.address, row.copy, row.url, row.open);
}

void OverviewPage::addEndpoint(int row, const QString &name, const QString &address,
                               const QString &copy, const QString &url, bool open)
{
    m_endpointRows->setRowMinimumHeight(row, factRowHeight);
    m_endpointRows->addWidget(makeLabel(name, QStringLiteral("dim")), row, 0);
    auto *middle = new QHBoxLayout;
    middle->addWidget(monospaced(m_context.theme, address));
    if (open) {
        QLabel *warning = makeLabel(tr("open to the network"), QStringLiteral("error"));
        warning->setToolTip(tr(
            "Other machines can reach it. Set `bind` to 127.0.0.1 in the lab file to close it."));
        middle->addWidget(warning);
    }
    middle->addStretch();
    m_endpointRows->addLayout(middle, row, 1);
    QPushButton *button =
        makeButton(url.isEmpty() ? tr("Copy") : tr("Open"), QStringLiteral("link"),
                   url.isEmpty() ? tr("Copy %1").arg(copy) : tr("Open %1").arg(url));
    connect(button, &QPushButton::clicked, this, [copy, url] {
        if (url.isEmpty())
            QApplication::clipboard()->setText(copy);
        else
            QDesktopServices::openUrl(QUrl(url));
    });
    m_endpointRows->addWidget(button, row, 2);
}

} // namespace hydra::ui
