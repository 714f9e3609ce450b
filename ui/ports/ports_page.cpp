// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ports/ports_page.h"

#include "ui/actions/action_menu.h"
#include "ui/ports/conflict_card.h"
#include "ui/ports/port_view.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace hydra::ui {

PortsPage::PortsPage(Context &context, QString lab, QWidget *parent)
    : QWidget(parent), m_context(context), m_ports(context.store, std::move(lab)),
      m_filter(new QLineEdit), m_summary(new ElidedLabel({}, Qt::ElideRight)),
      m_restrict(makeButton(tr("Restrict"), {}, tr("Restrict the selected port to this computer"))),
      m_banner(new Banner), m_conflicts(new ConflictCard(context.theme)),
      m_view(new PortView(context.theme, context.windowFile())),
      m_empty(makeParagraph({}, QStringLiteral("dim"))), m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 20);
    column->setSpacing(12);
    column->addWidget(makeBar());
    column->addWidget(m_banner);
    column->addWidget(m_conflicts);
    column->addWidget(makeTable(), 1);
    setFocusProxy(m_filter);
    connect(&m_ports, &PortList::changed, this, &PortsPage::showRows);
    connect(&m_ports, &PortList::failed, this,
            [this](const Error &error) { m_banner->showWords(formatError(error), error.details); });
    connect(m_conflicts, &ConflictCard::moveWanted, this, &PortsPage::move);
    connect(m_conflicts, &ConflictCard::solveAllWanted, this, [this] {
        m_banner->dismiss();
        m_ports.solveAll();
    });
    connect(m_view, &PortView::opened, this, &PortsPage::open);
    connect(m_view, &PortView::selectionMoved, this, &PortsPage::showRestrict);
    connect(m_view, &QWidget::customContextMenuRequested, this, &PortsPage::showMenu);
    showRows();
}

QWidget *PortsPage::makeBar()
{
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_filter->setPlaceholderText(tr("Filter: environment, role, port…"));
    m_filter->setAccessibleName(tr("Only rows with these words"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(140);
    m_filter->setMaximumWidth(280);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_view->proxy().setWords(text);
        showEmpty();
    });
    line->addWidget(m_filter, 3);
    m_summary->setObjectName(QStringLiteral("dim"));
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_summary->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    line->addWidget(m_summary, 2);
    m_restrict->setToolTip(
        tr("Lets only this computer reach the selected port, from the next start on"));
    connect(m_restrict, &QPushButton::clicked, this, [this] {
        if (const PortRow *row = m_view->selected())
            restrict(PortRow(*row));
    });
    line->addWidget(m_restrict);
    QPushButton *again = makeButton(tr("Look again"), {}, tr("Look at the ports again"));
    offerCommand(*again, QStringLiteral("hydractl ports"));
    connect(again, &QPushButton::clicked, &m_ports, &PortList::refresh);
    line->addWidget(again);
    return bar;
}

QWidget *PortsPage::makeTable()
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 2, 1, 2);
    m_stack->addWidget(m_view);
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

void PortsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_ports.setWatched(true);
}

void PortsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ports.setWatched(false);
}

void PortsPage::showRows()
{
    m_view->table().setRows(m_ports.rows());
    m_conflicts->setRows(m_ports.rows());
    m_summary->setAll(m_ports.hasLooked() ? portSummary(m_ports.rows()) : tr("looking…"));
    showEmpty();
    showRestrict();
}

void PortsPage::showEmpty()
{
    const bool empty = m_view->proxy().rowCount() == 0;
    if (empty)
        m_empty->setText(!m_ports.hasLooked() ? tr("Looking at the ports of all labs…")
                         : m_ports.rows().empty()
                             ? tr("No lab has a port. An environment's `ports` open some.")
                             : tr("Nothing here has “%1”.").arg(m_filter->text().trimmed()));
    m_stack->setCurrentIndex(empty ? 1 : 0);
}

void PortsPage::move(const PortRow &row)
{
    if (!row.proposal)
        return;
    m_banner->dismiss();
    if (const auto moved = m_ports.move(row, *row.proposal); !moved)
        m_banner->showWords(formatError(moved.error()), moved.error().details);
}

void PortsPage::showRestrict()
{
    const PortRow *row = m_view->selected();
    m_restrict->setEnabled(row && row->isOpenToNetwork() && !row->key.isEmpty());
}

void PortsPage::restrict(const PortRow &row)
{
    const auto done = m_ports.restrict(row);
    if (!done)
        return m_banner->showWords(formatError(done.error()), done.error().details);
    m_banner->showWords(
        tr("Written into the lab file; it holds from the next start of %1.").arg(row.vm.toString()),
        {}, false);
}

void PortsPage::open()
{
    if (const PortRow *row = m_view->selected())
        Q_EMIT m_context.actions.goTo(Place::of(row->vm));
}

void PortsPage::showMenu(const QPoint &at)
{
    const PortRow *selected = m_view->selected();
    if (!selected)
        return;
    const PortRow row = *selected; // the table may change while the menu is open
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (row.proposal)
        menu->addAction(cureWords(row), this, [this, row] { move(row); });
    if (row.isOpenToNetwork() && !row.key.isEmpty())
        menu->addAction(tr("Restrict to this computer"), this, [this, row] { restrict(row); });
    menu->addAction(tr("Go to %1").arg(row.vm.toString()), this,
                    [this, row] { Q_EMIT m_context.actions.goTo(Place::of(row.vm)); });
    menu->addAction(tr("Copy address"), this,
                    [row] { QApplication::clipboard()->setText(portAddress(row)); });
    menu->addSeparator();
    menu->addAction(tr("Copy “%1”").arg(QStringLiteral("hydractl ports")), this,
                    [] { QApplication::clipboard()->setText(QStringLiteral("hydractl ports")); });
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

} // namespace hydra::ui
