// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lab/lab_page.h"

#include "ui/actions/action_menu.h"
#include "ui/containers/containers_page.h"
#include "ui/lab/yaml_page.h"
#include "ui/ports/ports_page.h"
#include "ui/topology/topology_page.h"
#include "ui/widgets/counted.h"
#include "ui/widgets/elided_label.h"

#include <QScrollArea>

namespace hydra::ui {
namespace {

enum Tab { OverviewTab, ContainersTab, TopologyTab, PortsTab, YamlTab };

} // namespace

LabPage::LabPage(Context &context, QString name, QWidget *parent)
    : QWidget(parent), m_context(context), m_name(std::move(name)),
      m_header(new PageHeader(context.theme)), m_banner(new Banner), m_bannerLine(new QVBoxLayout),
      m_rows(new QVBoxLayout), m_stack(new QStackedWidget)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    m_bannerLine->addWidget(m_banner);
    all->addLayout(m_bannerLine);
    all->addWidget(m_stack, 1);
    m_header->setTabs({tr("Overview"), tr("Containers"), tr("Topology"), tr("Ports"), tr("YAML")});
    m_header->setTab(OverviewTab);
    connect(m_header, &PageHeader::tabChosen, m_stack, &QStackedWidget::setCurrentIndex);

    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(20, 20, 20, 20);
    auto *card = new Card(tr("Environments"));
    m_rows->setSpacing(0);
    card->body()->addLayout(m_rows);
    column->addWidget(card);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    m_stack->addWidget(scroll);

    m_stack->addWidget(new ContainersPage(context, m_name, {}));
    auto *topology = new TopologyPage(context, m_name);
    m_stack->addWidget(topology);
    m_stack->addWidget(new PortsPage(context, m_name));
    connect(topology, &TopologyPage::portsWanted, this, [this] {
        m_header->setTab(PortsTab);
        m_stack->setCurrentIndex(PortsTab);
    });

    if (LabDraft *draft = context.store.draft(m_name)) {
        m_stack->addWidget(new YamlPage(context, *draft));
        const auto mark = [this, draft] {
            m_header->setTabMark(YamlTab, draft->isChanged(), tr("has changes that are not saved"));
        };
        connect(draft, &LabDraft::changed, this, mark);
        mark();
    }

    connect(&context.store, &LabStore::structureChanged, this, &LabPage::refresh);
    connect(&context.store, &LabStore::vmChanged, this, [this](VmEntry *vm) {
        LabEntry *lab =
            vm->ref().lab == m_name && isVisible() ? m_context.store.lab(m_name) : nullptr;
        if (lab)
            showVms(*lab);
    });
}

void LabPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LabPage::refresh()
{
    LabEntry *lab = m_context.store.lab(m_name);
    if (!lab || !isVisible())
        return;
    if (lab->error)
        m_banner->showWords(tr("The lab file cannot be used: %1").arg(formatError(*lab->error)) +
                            u'\n' + lab->error->details.trimmed());
    else
        m_banner->dismiss();
    m_bannerLine->setContentsMargins(20, lab->error ? 16 : 0, 20, 0);
    showVms(*lab);
}

void LabPage::showVms(LabEntry &lab)
{
    showHeader(lab);
    showRows(lab);
}

void LabPage::showHeader(LabEntry &lab)
{
    int running = 0;
    for (const auto &vm : lab.vms)
        running += vm->status().state == VmState::Running ? 1 : 0;
    m_header->setTitle(lab.name, counted(qint64(lab.vms.size()), Counted::Environment) +
                                     tr(" · %1 running").arg(running));
    m_header->setState(lab.vms.empty() ? std::nullopt : std::optional(lab.state()));
    std::vector<PageHeader::BarEntry> bar;
    for (const ActionSpec &action : m_context.actions.ofLab(lab))
        bar.push_back({action, {}});
    m_header->setActions(bar);
}

void LabPage::showRows(LabEntry &lab)
{
    QString print;
    for (const auto &vm : lab.vms)
        print += vm->ref().vm + lookOf(vm->status().state).word + toString(vm->status().phase) +
                 vm->status().reason + (vm->spec() ? u'+' : u'-') + u'\n';
    if (print == m_shownRows && m_rows->count() > 0)
        return;
    m_shownRows = print;
    clearLayout(*m_rows);
    for (const auto &vm : lab.vms)
        addRow(*vm);
    if (lab.vms.empty())
        m_rows->addWidget(makeParagraph(tr("Nothing of this lab was started yet, and its file "
                                           "cannot be read. Mend the file; this page follows."),
                                        QStringLiteral("dim")));
}

void LabPage::addRow(VmEntry &vm)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 4, 0, 4);
    line->setSpacing(12);
    auto *pill = new StatePill(m_context.theme);
    pill->setState(vm.status().state);
    QPushButton *name =
        makeButton(vm.ref().vm, QStringLiteral("link"), tr("Go to %1").arg(vm.ref().toString()));
    connect(name, &QPushButton::clicked, this,
            [this, place = Place::of(vm.ref())] { Q_EMIT m_context.actions.goTo(place); });
    QString words = vm.status().reason;
    if (vm.status().state == VmState::Running)
        words = vm.status().runtimeLostAtMs ? tr("containerd does not answer")
                : vm.status().phase == Phase::Ready
                    ? tr("ready")
                    : tr("booting: %1").arg(toString(vm.status().phase));
    if (vm.spec())
        words = counted(vm.spec()->cpu, Counted::Core) + QStringLiteral(", ") +
                vm.spec()->memory.toDisplay() + QStringLiteral(", ") + vm.spec()->image +
                (words.isEmpty() ? QString() : QStringLiteral(" · ") + words);
    auto *facts = new ElidedLabel(words);
    facts->setObjectName(QStringLiteral("dim"));
    line->addWidget(pill);
    line->addWidget(name);
    line->addWidget(facts, 1);
    const bool ended = hasEnded(vm.status());
    for (const ActionSpec &action : m_context.actions.ofVm(vm)) {
        if (action.id == (ended ? u"start" : u"stop")) {
            QToolButton *button = makeActionButton(m_context.theme, action, {}, row);
            button->setAccessibleName(QStringLiteral("%1 %2").arg(action.title, vm.ref().vm));
            line->addWidget(button);
        }
    }
    m_rows->addWidget(row);
}

} // namespace hydra::ui
