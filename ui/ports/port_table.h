// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/ports/port_words.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace hydra::ui {

/// Ports as a table, in the order given. GUI thread.
class PortTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Keeps selection and scroll position when only states have changed.
    void setRows(std::vector<PortRow> rows);
    [[nodiscard]] const PortRow &row(int index) const { return m_rows[size_t(index)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<PortRow> m_rows;
};

/// Sorts by a column (numbers as numbers), and filters rows that contain every word of the filter.
class PortProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit PortProxy(PortTable &table, QObject *parent = nullptr);

    void setWords(const QString &filter);
    [[nodiscard]] const PortRow &row(const QModelIndex &index) const
    {
        return m_table.row(mapToSource(index).row());
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    PortTable &m_table;
    QStringList m_words;
};

} // namespace hydra::ui
