// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ports/port_table.h"

#include "ui/widgets/elided_label.h"

#include <algorithm>

namespace hydra::ui {
namespace {

bool isSamePort(const PortRow &a, const PortRow &b)
{
    return a.vm == b.vm && a.port == b.port && a.key == b.key && a.next == b.next;
}

QString tipOf(const PortRow &row, PortColumn column)
{
    const QString tip = portTip(row, column);
    return plainTip(tip.isEmpty() ? portText(row, column) : tip);
}

/// The port by which a column is sorted; 0: it is sorted by its text.
int numberIn(const PortRow &row, PortColumn column)
{
    return column == PortColumn::Address ? row.port.hostPort
           : column == PortColumn::Guest ? row.port.guestPort
                                         : 0;
}

} // namespace

void PortTable::setRows(std::vector<PortRow> rows)
{
    if (std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), isSamePort)) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PortTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PortTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : portColumnCount;
}

QVariant PortTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PortRow &row = m_rows[size_t(index.row())];
    const auto column = PortColumn(index.column());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return portText(row, column);
    if (role == Qt::ToolTipRole)
        return tipOf(row, column);
    return {};
}

QVariant PortTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return columnLook(PortColumn(section)).title;
    return {};
}

PortProxy::PortProxy(PortTable &table, QObject *parent)
    : QSortFilterProxyModel(parent), m_table(table)
{
    setSourceModel(&table);
}

void PortProxy::setWords(const QString &filter)
{
    m_words = filter.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool PortProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    QString all;
    for (int column = 0; column < portColumnCount; ++column)
        all += portText(m_table.row(row), PortColumn(column)).toLower() + u' ';
    return std::all_of(m_words.begin(), m_words.end(),
                       [&all](const QString &word) { return all.contains(word); });
}

bool PortProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const PortRow &a = m_table.row(left.row()), &b = m_table.row(right.row());
    const auto column = PortColumn(left.column());
    const int one = numberIn(a, column), other = numberIn(b, column);
    if (one != other)
        return one < other;
    return QString::localeAwareCompare(portText(a, column), portText(b, column)) < 0;
}

} // namespace hydra::ui
