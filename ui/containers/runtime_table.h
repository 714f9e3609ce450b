// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/runtime_rows.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QTimer>

namespace hydra::ui {

/// One of the four lists for any number of runtimes, updated by their diffs. Rows are unsorted; a
/// RuntimeProxy sorts them. Large changes are applied in slices, so that the event loop keeps
/// running.
class RuntimeTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RuntimeTable(RuntimeList list, QObject *parent = nullptr);

    [[nodiscard]] RuntimeList list() const { return m_list; }
    /// Starts to follow RUNTIME; what it knows already is added at once.
    void add(VmRuntime &runtime);
    void remove(VmRuntime &runtime);
    [[nodiscard]] bool follows(const VmRuntime &runtime) const
    {
        return m_followed.contains(&runtime);
    }
    [[nodiscard]] const RuntimeRow &row(int index) const { return m_rows[size_t(index)]; }
    [[nodiscard]] int find(const VmRuntime *runtime, const QString &id) const; ///< -1: not found

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    using Key = std::pair<const VmRuntime *, QString>;
    /// The current rows of an object; none when it is gone.
    [[nodiscard]] std::vector<RuntimeRow> rowsNow(VmRuntime &runtime, const QString &id) const;
    void take(VmRuntime &runtime, const IdDiff &diff);
    void workOn();
    void takeEvents(VmRuntime &runtime);
    void put(const Key &key, RuntimeRow row);
    void drop(const QList<Key> &keys);
    void append(std::vector<std::pair<Key, RuntimeRow>> rows);

    RuntimeList m_list;
    std::vector<RuntimeRow> m_rows;
    std::vector<Key> m_keys;
    QHash<Key, int> m_index;
    QSet<const VmRuntime *> m_followed;
    QHash<const VmRuntime *, qint64> m_eventsSeen;
    QList<std::pair<VmRuntime *, QString>> m_dirty; ///< entries to look up again in the watch
    QSet<std::pair<VmRuntime *, QString>> m_isDirty;
    QTimer m_soon;
};

/// Sorts by a column, and filters rows that contain every word of the filter.
class RuntimeProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RuntimeProxy(RuntimeTable &table, QObject *parent = nullptr);

    void setWords(const QString &filter);
    /// Sorts again if the sort column is usage, which changes by itself.
    void sortByUse();
    [[nodiscard]] const RuntimeRow &row(const QModelIndex &index) const
    {
        return m_table.row(mapToSource(index).row());
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    RuntimeTable &m_table;
    QStringList m_words;
};

/// A container's latest usage; below zero: none.
[[nodiscard]] double cpuOf(const RuntimeRow &row);
[[nodiscard]] double memoryOf(const RuntimeRow &row);

} // namespace hydra::ui
