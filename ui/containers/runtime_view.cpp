// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/runtime_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr int kRowHeight = 34;

const char *nameOf(RuntimeList list)
{
    const char *const names[] = {"containers", "pods", "images", "events"};
    return names[int(list)];
}

// Newest first; images by name.
int firstSortColumn(RuntimeList list)
{
    const auto &columns = columnsOf(list);
    const auto age = std::find_if(columns.begin(), columns.end(), [](const RuntimeColumn &c) {
        return c.look == RuntimeColumn::Look::Age;
    });
    return age == columns.end() ? 1 : int(age - columns.begin());
}

// The column with the longest texts takes the remaining width.
int stretchColumn(RuntimeList list)
{
    const auto &columns = columnsOf(list);
    const auto widest = std::max_element(
        columns.begin(), columns.end(),
        [](const RuntimeColumn &a, const RuntimeColumn &b) { return a.width < b.width; });
    return int(widest - columns.begin());
}

// When space is scarce, texts are elided and usage loses its line. Ids and states stay complete.
int widthOf(const RuntimeColumn &column, bool tight)
{
    using Look = RuntimeColumn::Look;
    if (!tight || column.look == Look::Id || column.look == Look::State)
        return column.width;
    return column.look == Look::Cpu || column.look == Look::Memory ? 68 : column.width * 3 / 4;
}

} // namespace

RuntimeView::RuntimeView(const Theme &theme, RuntimeList list, bool vms, const QString &file,
                         QWidget *parent)
    : QTableView(parent), m_table(list), m_proxy(m_table), m_vms(vms), m_file(file),
      m_group(QStringLiteral("runtime/%1%2")
                  .arg(QLatin1String(nameOf(list)), vms ? QStringLiteral("-of-lab") : QString()))
{
    setModel(&m_proxy);
    setItemDelegate(new RuntimeDelegate(theme, m_proxy, list, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(48);
    horizontalHeader()->setFixedHeight(30);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    restore();
    connect(horizontalHeader(), &QHeaderView::customContextMenuRequested, this,
            &RuntimeView::chooseColumns);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &RuntimeView::remember);
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, &RuntimeView::remember);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RuntimeView::selectionMoved);
    connect(this, &QAbstractItemView::doubleClicked, this, &RuntimeView::opened);
}

const RuntimeRow *RuntimeView::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_proxy.row(rows.front());
}

void RuntimeView::refresh()
{
    m_proxy.sortByUse();
    viewport()->update();
}

void RuntimeView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT opened();
    else
        QTableView::keyPressEvent(event);
}

void RuntimeView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    stretch();
}

// Clears the selection; otherwise Qt selects a neighbour, and an action would then affect that one.
void RuntimeView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    const bool goes = !rows.isEmpty() && rows.front().row() >= first && rows.front().row() <= last;
    QTableView::rowsAboutToBeRemoved(parent, first, last);
    if (goes)
        selectionModel()->clear();
}

// Sets the widths of all columns; when they do not fit, the view scrolls.
void RuntimeView::stretch()
{
    const auto &columns = columnsOf(m_table.list());
    const int wide = stretchColumn(m_table.list());
    const auto room = [&](bool tight) {
        int left = viewport()->width();
        for (int i = 0; i < int(columns.size()); ++i) {
            if (i != wide && !isColumnHidden(i)) {
                setColumnWidth(i, widthOf(columns[size_t(i)], tight));
                left -= columnWidth(i);
            }
        }
        return left;
    };
    const int least = columns[size_t(wide)].width * 3 / 4;
    int left = room(false);
    if (left < least)
        left = room(true);
    setColumnWidth(wide, std::max(left, least));
}

void RuntimeView::restore()
{
    QSettings memory(m_file, QSettings::IniFormat);
    memory.beginGroup(m_group);
    const auto &columns = columnsOf(m_table.list());
    const QStringList hidden = memory.value(QStringLiteral("hidden")).toStringList();
    const bool chosen = memory.contains(QStringLiteral("hidden"));
    for (int i = 0; i < int(columns.size()); ++i) {
        const RuntimeColumn &column = columns[size_t(i)];
        setColumnHidden(i, i == 0   ? !m_vms
                           : chosen ? hidden.contains(QLatin1String(column.key))
                                    : !column.shown);
    }
    const int sort =
        std::clamp(memory.value(QStringLiteral("sort"), firstSortColumn(m_table.list())).toInt(), 0,
                   int(columns.size()) - 1);
    sortByColumn(sort, memory.value(QStringLiteral("down")).toBool() ? Qt::DescendingOrder
                                                                     : Qt::AscendingOrder);
    const QStringList order = memory.value(QStringLiteral("order")).toStringList();
    for (int place = 0; place < int(order.size()); ++place) {
        const auto column =
            std::find_if(columns.begin(), columns.end(), [&](const RuntimeColumn &c) {
                return order[place] == QLatin1String(c.key);
            });
        if (column != columns.end())
            horizontalHeader()->moveSection(
                horizontalHeader()->visualIndex(int(column - columns.begin())),
                std::min(place, int(columns.size()) - 1));
    }
}

void RuntimeView::remember()
{
    QSettings memory(m_file, QSettings::IniFormat);
    memory.beginGroup(m_group);
    const auto &columns = columnsOf(m_table.list());
    QStringList hidden, order;
    for (int i = 0; i < int(columns.size()); ++i) {
        if (isColumnHidden(i) && i != 0)
            hidden << QLatin1String(columns[size_t(i)].key);
        order << QLatin1String(columns[size_t(horizontalHeader()->logicalIndex(i))].key);
    }
    memory.setValue(QStringLiteral("hidden"), hidden);
    memory.setValue(QStringLiteral("order"), order);
    memory.setValue(QStringLiteral("sort"), horizontalHeader()->sortIndicatorSection());
    memory.setValue(QStringLiteral("down"),
                    horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder);
}

void RuntimeView::chooseColumns(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto &columns = columnsOf(m_table.list());
    for (int i = 1; i < int(columns.size()); ++i) {
        QAction *choice = menu->addAction(QString::fromLatin1(columns[size_t(i)].title));
        choice->setCheckable(true);
        choice->setChecked(!isColumnHidden(i));
        // The name cannot be hidden.
        choice->setEnabled(columns[size_t(i)].look != RuntimeColumn::Look::Strong);
        connect(choice, &QAction::toggled, this, [this, i](bool shown) {
            setColumnHidden(i, !shown);
            stretch();
            remember();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

} // namespace hydra::ui
