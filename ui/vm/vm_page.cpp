// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/vm_page.h"

#include "ui/console/console_page.h"
#include "ui/console/shell_page.h"
#include "ui/containers/containers_page.h"
#include "ui/logs/log_page.h"
#include "ui/settings_form/vm_settings_page.h"
#include "ui/snapshots/snapshots_page.h"
#include "ui/vm/overview_page.h"
#include "ui/widgets/boot_phases.h"

#include <QDateTime>
#include <QVBoxLayout>

#include <algorithm>

namespace hydra::ui {

VmPage::VmPage(Context &context, VmEntry &vm, QWidget *parent)
    : QWidget(parent), m_context(context), m_ref(vm.ref()), m_vm(&vm),
      m_header(new PageHeader(context.theme)), m_stack(new QStackedWidget)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addWidget(m_stack, 1);
    m_header->setTabs({tr("Overview"), tr("Console"), tr("Shell"), tr("Logs"), tr("Containers"),
                       tr("Settings"), tr("Snapshots")});
    connect(m_header, &PageHeader::tabChosen, this,
            [this](int index) { showTab(static_cast<Tab>(index)); });
    connect(&vm, &VmEntry::changed, this, &VmPage::showHeader);
    if (LabDraft *draft = context.store.draft(m_ref.lab)) {
        const auto mark = [this, draft] {
            m_header->setTabMark(Settings, draft->isChanged(),
                                 tr("has changes that are not saved"));
        };
        connect(draft, &LabDraft::changed, this, mark);
        mark();
    }
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            showHeader();
    });
    m_clock.start(std::chrono::seconds(10));
    showTab(Overview);
    showHeader();
}

void VmPage::showTab(Tab tab)
{
    if (!m_vm)
        return;
    QWidget *&page = m_tabs[tab];
    if (!page) {
        page = makeTab(tab);
        m_stack->addWidget(page);
    }
    m_tab = tab;
    m_header->setTab(tab);
    m_stack->setCurrentWidget(page);
    page->setFocus();
}

QWidget *VmPage::makeTab(Tab tab)
{
    if (tab == Console)
        return new ConsolePage(m_context, *m_vm);
    if (tab == Shell)
        return new ShellPage(m_context, *m_vm);
    if (tab == Logs)
        return new LogPage(m_context, *m_vm);
    if (tab == Containers)
        return new ContainersPage(m_context, m_ref.lab, m_ref.vm);
    if (tab == Settings)
        return new VmSettingsPage(m_context, *m_vm, *m_context.store.draft(m_ref.lab));
    if (tab == Snapshots)
        return new SnapshotsPage(m_context, *m_vm);
    auto *overview = new OverviewPage(m_context, *m_vm);
    connect(overview, &OverviewPage::consoleWanted, this, [this] { showTab(Console); });
    return overview;
}

void VmPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showHeader();
}

void VmPage::showHeader()
{
    if (!m_vm)
        return;
    const VmStatus &status = m_vm->status();
    QString context = m_ref.lab;
    if (status.start == u"instant" && !hasEnded(status))
        context += tr(" · instant start");
    if (status.state == VmState::Running && status.startedAtMs != 0)
        context +=
            tr(" · up %1")
                .arg(shortDuration((QDateTime::currentMSecsSinceEpoch() - status.startedAtMs) /
                                   1000 * 1000));
    else if (!status.reason.isEmpty())
        context += QStringLiteral(" · ") + status.reason;
    m_header->setTitle(m_ref.vm, context);
    m_header->setState(status.state);
    const std::vector<ActionSpec> all = m_context.actions.ofVm(*m_vm);
    const auto find = [&all](const QString &id) {
        return std::find_if(all.begin(), all.end(),
                            [&id](const ActionSpec &action) { return action.id == id; });
    };
    std::vector<PageHeader::BarEntry> bar;
    const auto add = [&](const QString &id, const QStringList &more = {}) {
        if (const auto action = find(id); action != all.end()) {
            bar.push_back({*action, {}});
            for (const QString &other : more)
                bar.back().more.push_back(*find(other));
        }
    };
    if (hasEnded(status))
        add(QStringLiteral("start"),
            status.startedAtMs == 0 && status.phases.empty()
                ? QStringList{}
                : QStringList{QStringLiteral("start-keep"), QStringLiteral("start-fresh")});
    else
        add(QStringLiteral("stop"), {QStringLiteral("kill")});
    add(QStringLiteral("restart"));
    add(QStringLiteral("pause"));
    add(QStringLiteral("resume"));
    add(QStringLiteral("shell"));
    add(QStringLiteral("snapshot"),
        {QStringLiteral("prepare"), QStringLiteral("clone"), QStringLiteral("reset")});
    add(QStringLiteral("export"));
    m_header->setActions(bar);
}

} // namespace hydra::ui
