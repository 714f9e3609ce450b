// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/containers_page.h"

#include "ui/actions/action_menu.h"
#include "ui/containers/pull_bar.h"
#include "ui/containers/run_pod_dialog.h"
#include "ui/containers/runtime_details.h"
#include "ui/widgets/elided_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QShortcut>
#include <QSplitter>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr std::array lists{RuntimeList::Containers, RuntimeList::Pods, RuntimeList::Images,
                           RuntimeList::Events};

} // namespace

ContainersPage::ContainersPage(Context &context, QString lab, QString vm, QWidget *parent)
    : QWidget(parent), m_context(context), m_lab(std::move(lab)), m_vm(std::move(vm)),
      m_actions(context), m_filter(new QLineEdit), m_state(new ElidedLabel({}, Qt::ElideRight)),
      m_pull(makeButton(tr("Pull image…"))),
      m_runPod(makeButton(tr("Run pod…"), QStringLiteral("primary"))), m_trouble(new Banner),
      m_banner(new Banner), m_pullBar(new PullBar), m_stack(new QStackedWidget),
      m_empty(makeParagraph({}, QStringLiteral("dim"))), m_splitter(new QSplitter(Qt::Vertical)),
      m_details(new RuntimeDetails(context))
{
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 20);
    column->setSpacing(12);
    column->addWidget(makeBar());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_trouble, m_banner, m_pullBar})
        column->addWidget(widget);
    m_splitter->addWidget(makeTables());
    m_splitter->addWidget(m_details);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_splitter->setObjectName(QStringLiteral("airy"));
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    column->addWidget(m_splitter, 1);
    m_pullBar->hide();
    m_details->hide();
    makeKeys();
    connect(m_details, &RuntimeDetails::closed, this, [this] { view().clearSelection(); });
    connect(m_pullBar, &PullBar::wanted, this, [this](const QString &image) {
        if (m_pullInto)
            m_pullBar->setJob(m_actions.pull(*m_pullInto, image));
    });
    connect(m_pullBar, &PullBar::cancelled, this, [this](int job) { m_context.jobs.cancel(job); });
    connect(&m_actions, &RuntimeActions::pulled, m_pullBar, &PullBar::ended);
    connect(&m_actions, &RuntimeActions::failed, this,
            [this](const Error &error) { m_banner->showWords(formatError(error), error.details); });
    connect(&m_actions, &RuntimeActions::questioned, this, &ContainersPage::ask);
    connect(&m_actions, &RuntimeActions::runWanted, this, &ContainersPage::askToRun);
    connect(&context.store, &LabStore::structureChanged, this, &ContainersPage::followVms);
    connect(&context.theme, &Theme::changed, this, [this] { view().viewport()->update(); });
    connect(&m_clock, &QTimer::timeout, this, &ContainersPage::showAll);
    m_clock.setInterval(std::chrono::seconds(1));
    setFocusProxy(m_filter);
    followVms();
    choose(RuntimeList::Containers);
}

ContainersPage::~ContainersPage() = default;

QWidget *ContainersPage::makeBar()
{
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *group = new QButtonGroup(this);
    // The lists and the sidebar bear the shorter names.
    const QString names[] = {tr("Show containers"), tr("Show pods"), tr("Show images"),
                             tr("Show events")};
    for (const RuntimeList list : lists) {
        QPushButton *segment = makeButton({}, QStringLiteral("segment"));
        segment->setAccessibleName(names[size_t(list)]);
        segment->setCheckable(true);
        group->addButton(segment);
        connect(segment, &QPushButton::clicked, this, [this, list] { choose(list); });
        m_segments[size_t(list)] = segment;
        line->addWidget(segment);
    }
    m_filter->setPlaceholderText(tr("Filter: name, image, namespace, label…"));
    m_filter->setAccessibleName(tr("Only rows with these words"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(110);
    m_filter->setMaximumWidth(280);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        for (RuntimeView *each : m_views)
            each->proxy().setWords(text);
        showAll();
    });
    line->addWidget(m_filter, 3);
    m_state->setObjectName(QStringLiteral("dim"));
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_state->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    line->addWidget(m_state, 2);
    connect(m_pull, &QPushButton::clicked, this, &ContainersPage::askToPull);
    line->addWidget(m_pull);
    connect(m_runPod, &QPushButton::clicked, this, [this] {
        if (VmRuntime *runtime = target())
            askToRun(*runtime, {});
    });
    line->addWidget(m_runPod);
    return bar;
}

QWidget *ContainersPage::makeTables()
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 2, 1, 2);
    const QString file = m_context.windowFile();
    for (const RuntimeList list : lists) {
        auto *view = new RuntimeView(m_context.theme, list, isOfLab(), file);
        m_views[size_t(list)] = view;
        m_stack->addWidget(view);
        connect(view, &RuntimeView::selectionMoved, this, &ContainersPage::showDetails);
        connect(view, &RuntimeView::opened, this, [this] { m_details->takeFocus(); });
        connect(view, &QWidget::customContextMenuRequested, this, &ContainersPage::showMenu);
        for (const auto signal :
             {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
            connect(&view->table(), signal, this, [this] {
                showCounts();
                showEmpty();
            });
    }
    m_views[0]->setAccessibleName(tr("Containers"));
    m_views[1]->setAccessibleName(tr("Pods"));
    m_views[2]->setAccessibleName(tr("Images"));
    m_views[3]->setAccessibleName(tr("Events"));
    auto *blank = new QWidget;
    auto *middle = new QVBoxLayout(blank);
    middle->setContentsMargins(24, 24, 24, 24);
    m_empty->setAlignment(Qt::AlignCenter);
    middle->addWidget(m_empty);
    m_stack->addWidget(blank);
    inside->addWidget(m_stack);
    card->setMinimumHeight(120);
    return card;
}

void ContainersPage::makeKeys()
{
    const auto add = [this](const QKeySequence &keys, const QString &action) {
        auto *shortcut =
            new QShortcut(keys, m_stack, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, action] { run(action); });
    };
    add(QKeySequence::Delete, QStringLiteral("remove"));
    add(QKeySequence(Qt::CTRL | Qt::Key_S), QStringLiteral("stop"));
    add(QKeySequence::Copy, QStringLiteral("copy-id"));
    auto *find =
        new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] { m_filter->setFocus(); });
}

void ContainersPage::followVms()
{
    std::vector<VmRuntime *> now;
    if (const LabEntry *lab = m_context.store.lab(m_lab)) {
        for (const auto &vm : lab->vms) {
            if (isOfLab() || vm->ref().vm == m_vm)
                now.push_back(&VmRuntime::of(*vm));
        }
    }
    for (VmRuntime *runtime : std::exchange(m_runtimes, now)) {
        if (std::find(now.begin(), now.end(), runtime) != now.end())
            continue;
        disconnect(runtime, nullptr, this, nullptr);
        disconnect(&runtime->watch(), nullptr, this, nullptr);
        for (RuntimeView *each : m_views)
            each->table().remove(*runtime);
    }
    for (VmRuntime *runtime : now) {
        if (m_views[0]->table().follows(*runtime))
            continue;
        for (RuntimeView *each : m_views)
            each->table().add(*runtime);
        connect(runtime, &VmRuntime::stateChanged, this, &ContainersPage::showAll);
        connect(&runtime->watch(), &RuntimeWatch::used, this, [this] { view().refresh(); });
    }
    if (isVisible()) {
        std::vector<VmRuntime::Look> looks;
        for (VmRuntime *runtime : now)
            looks.emplace_back(*runtime);
        // Takes the new looks before dropping the old, so that no watch stops.
        m_looks = std::move(looks);
    }
    showAll();
}

void ContainersPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_looks.clear();
    for (VmRuntime *runtime : m_runtimes)
        m_looks.emplace_back(*runtime);
    m_clock.start();
    showAll();
}

void ContainersPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
    m_looks.clear();
}

void ContainersPage::choose(RuntimeList list)
{
    m_list = list;
    m_segments[size_t(list)]->setChecked(true);
    showAll();
    showDetails();
}

void ContainersPage::showAll()
{
    showCounts();
    showState();
    showEmpty();
    view().viewport()->update(); // repaints the ages
}

void ContainersPage::showDetails()
{
    const RuntimeRow *row = view().selected();
    m_details->setVisible(row && m_list != RuntimeList::Events);
    if (m_details->isVisibleTo(this))
        m_details->show(m_list, *row);
    else
        m_details->clear();
}

void ContainersPage::showMenu(const QPoint &at)
{
    const RuntimeRow *row = view().selected();
    if (!row || m_list == RuntimeList::Events)
        return;
    QMenu *menu = makeMenu(m_context.theme, m_actions.of(m_list, *row), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(view().viewport()->mapToGlobal(at));
}

void ContainersPage::run(const QString &action)
{
    const RuntimeRow *row = view().selected();
    if (!row || m_list == RuntimeList::Events)
        return;
    for (const ActionSpec &each : m_actions.of(m_list, *row)) {
        if (each.id == action && each.enabled)
            return each.run();
    }
}

void ContainersPage::ask(const QString &words, const QString &button,
                         const std::function<void()> &run)
{
    m_banner->showWords(words, {}, false);
    QPushButton *yes = m_banner->addButton(button);
    connect(yes, &QPushButton::clicked, this, [this, run] {
        m_banner->dismiss();
        run();
    });
    yes->setFocus();
}

VmRuntime *ContainersPage::target()
{
    if (const RuntimeRow *row = view().selected())
        return row->runtime;
    const auto live =
        std::find_if(m_runtimes.begin(), m_runtimes.end(),
                     [](const VmRuntime *runtime) { return runtime->watch().isLive(); });
    return live == m_runtimes.end() ? nullptr : *live;
}

void ContainersPage::askToRun(VmRuntime &runtime, const QString &image)
{
    auto *dialog = new RunPodDialog(m_context, runtime.vm().ref(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RunPodDialog::started, &runtime.watch(), &RuntimeWatch::refresh);
    if (!image.isEmpty())
        dialog->chooseImage(image);
    dialog->open();
}

void ContainersPage::askToPull()
{
    m_pullInto = target();
    if (m_pullInto)
        m_pullBar->ask(m_pullInto->vm().ref().toString());
}

} // namespace hydra::ui
