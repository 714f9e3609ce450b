// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containers/runtime_rows.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QTimer>

namespace hydra::ui {

/// One of the four lists over any number of runtimes, brought up to date by their diffs. Rows are in no order:
/// a RuntimeProxy sorts them. What is much comes in slices, so that the event loop goes on.
class RuntimeTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RuntimeTable(RuntimeList list, QObject *parent = nullptr);

    [[nodiscard]] RuntimeList list() const { return m_list; }
    /// Begins to follow it; what it knows already is there at once.
    void add(VmRuntime &runtime);
    void remove(VmRuntime &runtime);
    [[nodiscard]] bool follows(const VmRuntime &runtime) const { return m_followed.contains(&runtime); }
    [[nodiscard]] const RuntimeRow &row(int index) const { return m_rows[size_t(index)]; }
    [[nodiscard]] int find(const VmRuntime *runtime, const QString &id) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Key = std::pair<const VmRuntime *, QString>;
    /// None: it has gone.
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
    QList<std::pair<VmRuntime *, QString>> m_dirty; ///< what to look up again in its watch
    QSet<std::pair<VmRuntime *, QString>> m_isDirty;
    QTimer m_soon;
};

/// Sorted by a column, and only those rows that have every word of the filter.
class RuntimeProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RuntimeProxy(RuntimeTable &table, QObject *parent = nullptr);

    void setWords(const QString &filter);
    /// Sorts again when it sorts by what changes by itself.
    void sortByUse();
    [[nodiscard]] const RuntimeRow &row(const QModelIndex &index) const { return m_table.row(mapToSource(index).row()); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    RuntimeTable &m_table;
    QStringList m_words;
};

/// The newest figure of a container's use; below zero: none.
[[nodiscard]] double cpuOf(const RuntimeRow &row);
[[nodiscard]] double memoryOf(const RuntimeRow &row);

} // namespace hydra::ui
