// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ports/port_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSettings>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr int kRowHeight = 34;
constexpr int kPadding = 8;
constexpr int kPillHeight = 20;
const char *const kGroup = "ports";

// The words of which nothing is lost when they are elided take what room there is.
constexpr std::array kStretched{PortColumn::Vm, PortColumn::Holder};

bool isStretched(PortColumn column)
{
    return std::find(kStretched.begin(), kStretched.end(), column) != kStretched.end();
}

} // namespace

PortDelegate::PortDelegate(const Theme &theme, const PortProxy &proxy, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_proxy(proxy)
{
}

void PortDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const PortRow &row = m_proxy.row(index);
    const auto column = PortColumn(index.column());
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, m_theme.color(selected ? Token::AccentBg : Token::Surface));
    painter->setPen(m_theme.color(Token::Border));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect box = option.rect.adjusted(kPadding, 0, -kPadding / 2, -1);
    if (column == PortColumn::State)
        paintPill(*painter, box, option.font, portStateLook(row));
    else if (column == PortColumn::Reach && row.isOpenToNetwork())
        paintPill(*painter, box, option.font,
                  {StateLook::Shape::Diamond, Token::Err, Token::ErrText, Token::ErrBg,
                   portText(row, column)});
    else
        paintText(*painter, box, option.font, row, column);
    painter->restore();
}

void PortDelegate::paintPill(QPainter &painter, const QRect &box, const QFont &font,
                             const StateLook &look) const
{
    QFont small = font;
    small.setPixelSize(12);
    small.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(small);
    const QString shown = metrics.elidedText(look.word, Qt::ElideRight, box.width() - 28);
    const QRect pill(box.left(), box.center().y() - kPillHeight / 2 + 1,
                     metrics.horizontalAdvance(shown) + 32, kPillHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(look.background));
    painter.drawRoundedRect(pill, kPillHeight / 2.0, kPillHeight / 2.0);
    paintShape(painter, QRectF(pill.left() + 7, pill.top(), 12, pill.height()), look, m_theme);
    painter.setFont(small);
    painter.setPen(m_theme.color(look.text));
    painter.drawText(pill.adjusted(23, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, shown);
}

void PortDelegate::paintText(QPainter &painter, const QRect &box, const QFont &font,
                             const PortRow &row, PortColumn column) const
{
    const bool isAddress = column == PortColumn::Address;
    QFont own = isAddress || column == PortColumn::Guest ? m_theme.monospace() : font;
    if (column == PortColumn::Vm)
        own.setWeight(QFont::DemiBold);
    const QString text = portText(row, column);
    const bool plain = column == PortColumn::Vm || column == PortColumn::Role || isAddress;
    const bool red = isAddress && row.isOpenToNetwork();
    painter.setFont(own);
    painter.setPen(m_theme.color(red ? Token::ErrText : plain ? Token::Text : Token::Dim));
    const auto mode = column == PortColumn::Vm ? Qt::ElideLeft : Qt::ElideRight;
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetrics(own).elidedText(text, mode, box.width()));
}

PortView::PortView(const Theme &theme, const QString &file, QWidget *parent)
    : QTableView(parent), m_proxy(m_table), m_file(file)
{
    setModel(&m_proxy);
    setItemDelegate(new PortDelegate(theme, m_proxy, this));
    setAccessibleName(tr("Ports"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView *header = horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setAccessibleName(tr("Columns of the ports"));
    header->setMinimumSectionSize(48);
    header->setFixedHeight(30);
    header->setSortIndicatorClearable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    restore();
    connect(header, &QHeaderView::customContextMenuRequested, this, &PortView::chooseColumns);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &PortView::remember);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PortView::selectionMoved);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &PortView::selectionMoved);
    connect(this, &QAbstractItemView::doubleClicked, this, &PortView::opened);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

const PortRow *PortView::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_proxy.row(rows.front());
}

void PortView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT opened();
    else
        QTableView::keyPressEvent(event);
}

void PortView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    stretch();
}

void PortView::stretch()
{
    int left = viewport()->width();
    std::vector<int> wide;
    for (int i = 0; i < portColumnCount; ++i) {
        const PortColumnLook look = columnLook(PortColumn(i));
        setColumnWidth(i, look.width);
        left -= isColumnHidden(i) ? 0 : look.width;
        if (isStretched(PortColumn(i)) && !isColumnHidden(i))
            wide.push_back(i);
    }
    for (size_t i = 0; i < wide.size(); ++i) { // the last gets what division leaves
        const int share = left / int(wide.size() - i);
        const int width = std::max(wide[i] == 0 ? 104 : 72, columnWidth(wide[i]) + share);
        left -= width - columnWidth(wide[i]);
        setColumnWidth(wide[i], width);
    }
}

void PortView::restore()
{
    QSettings memory(m_file, QSettings::IniFormat);
    memory.beginGroup(QLatin1String(kGroup));
    const QStringList hidden = memory.value(QStringLiteral("hidden")).toStringList();
    for (int i = 1; i < portColumnCount; ++i)
        setColumnHidden(i, hidden.contains(QLatin1String(columnLook(PortColumn(i)).key)));
    const int sort = memory.value(QStringLiteral("sort"), -1).toInt();
    sortByColumn(std::clamp(sort, -1, portColumnCount - 1),
                 memory.value(QStringLiteral("down")).toBool() ? Qt::DescendingOrder
                                                               : Qt::AscendingOrder);
}

void PortView::remember()
{
    QSettings memory(m_file, QSettings::IniFormat);
    memory.beginGroup(QLatin1String(kGroup));
    QStringList hidden;
    for (int i = 1; i < portColumnCount; ++i) {
        if (isColumnHidden(i))
            hidden << QLatin1String(columnLook(PortColumn(i)).key);
    }
    memory.setValue(QStringLiteral("hidden"), hidden);
    memory.setValue(QStringLiteral("sort"), horizontalHeader()->sortIndicatorSection());
    memory.setValue(QStringLiteral("down"),
                    horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder);
}

void PortView::chooseColumns(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 1; i < portColumnCount; ++i) {
        QAction *choice = menu->addAction(columnLook(PortColumn(i)).title);
        choice->setCheckable(true);
        choice->setChecked(!isColumnHidden(i));
        connect(choice, &QAction::toggled, this, [this, i](bool shown) {
            setColumnHidden(i, !shown);
            stretch();
            remember();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

} // namespace hydra::ui
