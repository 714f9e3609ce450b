// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/runtime_table.h"

#include "core/cri/crictl_text.h"
#include "ui/models/vm_runtime.h"
#include "ui/widgets/elided_label.h"

#include <QDateTime>

#include <algorithm>

namespace hydra::ui {
namespace {

using Look = RuntimeColumn::Look;

constexpr int kSlice = 400; ///< rows added per pass of the event loop: some ten milliseconds
/// In new rows: a changed row is moved singly by the sorting proxy.
constexpr int kCostOfChange = 10;

QString ageOf(const RuntimeRow &row)
{
    return crictlDuration(QDateTime::currentMSecsSinceEpoch() * 1'000'000 - row.atNs) +
           QStringLiteral(" ago");
}

QString momentOf(const RuntimeRow &row)
{
    return QDateTime::fromMSecsSinceEpoch(row.atNs / 1'000'000)
        .toString(QStringLiteral("d MMM yyyy HH:mm:ss"));
}

QString textOf(const RuntimeRow &row, int column, Look look)
{
    switch (look) {
    case Look::Age:
        return row.atNs == 0 ? QString() : ageOf(row);
    case Look::Cpu:
        return cpuOf(row) < 0 ? QStringLiteral("–")
                              : QString::number(cpuOf(row), 'f', 1) + QStringLiteral(" %");
    case Look::Memory:
        return memoryOf(row) < 0 ? QStringLiteral("–") : crictlSize(memoryOf(row), 3);
    default:
        return row.cells.value(column);
    }
}

} // namespace

double cpuOf(const RuntimeRow &row)
{
    const CriUseHistory *use = row.runs ? row.runtime->watch().use(row.id) : nullptr;
    return use && !use->cpuPercent().empty() ? double(use->cpuPercent().back()) : -1;
}

double memoryOf(const RuntimeRow &row)
{
    const CriUseHistory *use = row.runs ? row.runtime->watch().use(row.id) : nullptr;
    return use ? double(use->memoryBytes()) : -1;
}

RuntimeTable::RuntimeTable(RuntimeList list, QObject *parent)
    : QAbstractTableModel(parent), m_list(list)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RuntimeTable::workOn);
}

void RuntimeTable::add(VmRuntime &runtime)
{
    m_followed.insert(&runtime);
    RuntimeWatch &watch = runtime.watch();
    const auto follow = [this, &runtime](const IdDiff &diff) { take(runtime, diff); };
    if (m_list == RuntimeList::Containers) {
        connect(&watch, &RuntimeWatch::containersChanged, this, follow);
        take(runtime, {.added = watch.containers().keys()});
    } else if (m_list == RuntimeList::Pods) {
        connect(&watch, &RuntimeWatch::podsChanged, this, follow);
        take(runtime, {.added = watch.pods().keys()});
    } else if (m_list == RuntimeList::Images) {
        connect(&watch, &RuntimeWatch::imagesChanged, this, follow);
        take(runtime, {.added = watch.images().keys()});
    } else {
        for (const auto signal : {&RuntimeWatch::containersChanged, &RuntimeWatch::podsChanged,
                                  &RuntimeWatch::imagesChanged})
            connect(&watch, signal, this, [this, &runtime] { takeEvents(runtime); });
        takeEvents(runtime);
    }
}

void RuntimeTable::remove(VmRuntime &runtime)
{
    m_followed.remove(&runtime);
    disconnect(&runtime.watch(), nullptr, this, nullptr);
    QList<Key> keys;
    std::copy_if(m_keys.begin(), m_keys.end(), std::back_inserter(keys),
                 [&](const Key &key) { return key.first == &runtime; });
    drop(keys);
    m_eventsSeen.remove(&runtime);
    m_dirty.removeIf([&](const auto &entry) { return entry.first == &runtime; });
    m_isDirty.removeIf([&](const auto &entry) { return entry.first == &runtime; });
}

std::vector<RuntimeRow> RuntimeTable::rowsNow(VmRuntime &runtime, const QString &id) const
{
    const auto find = [&](const auto &known) -> std::vector<RuntimeRow> {
        const auto found = known.constFind(id);
        if (found == known.constEnd())
            return {};
        if constexpr (std::is_same_v<std::decay_t<decltype(*found)>, CriImage>)
            return rowsOf(runtime, *found);
        else
            return {rowOf(runtime, *found)};
    };
    const RuntimeWatch &watch = runtime.watch();
    return m_list == RuntimeList::Images ? find(watch.images())
           : m_list == RuntimeList::Pods ? find(watch.pods())
                                         : find(watch.containers());
}

void RuntimeTable::take(VmRuntime &runtime, const IdDiff &diff)
{
    for (const QStringList &ids : {diff.removed, diff.changed, diff.added}) {
        for (const QString &id : ids) {
            const std::pair entry(&runtime, id);
            if (m_isDirty.contains(entry))
                continue;
            m_isDirty.insert(entry);
            m_dirty << entry;
        }
    }
    if (!m_soon.isActive())
        workOn();
}

// Key of an object's nth row: ID#n (n > 0). Only images have several rows.
void RuntimeTable::workOn()
{
    const auto keyOf = [](const VmRuntime *runtime, const QString &id, size_t n) {
        return Key(runtime, n == 0 ? id : id + u'#' + QString::number(n));
    };
    QList<Key> gone;
    std::vector<std::pair<Key, RuntimeRow>> fresh;
    qsizetype done = 0;
    for (int cost = 0; done < m_dirty.size() && cost < kSlice; ++done) {
        const auto &[runtime, id] = m_dirty[done];
        std::vector<RuntimeRow> rows = rowsNow(*runtime, id);
        for (size_t n = 0; n < rows.size(); ++n) {
            const Key key = keyOf(runtime, id, n);
            cost += m_index.contains(key) ? kCostOfChange : 1;
            if (m_index.contains(key))
                put(key, std::move(rows[n]));
            else
                fresh.emplace_back(key, std::move(rows[n]));
        }
        for (size_t n = rows.size(); m_index.contains(keyOf(runtime, id, n));
             ++n, cost += kCostOfChange)
            gone << keyOf(runtime, id, n);
        m_isDirty.remove(m_dirty[done]);
    }
    m_dirty.remove(0, done);
    drop(gone);
    append(std::move(fresh));
    if (!m_dirty.isEmpty())
        m_soon.start();
}

void RuntimeTable::takeEvents(VmRuntime &runtime)
{
    const RuntimeEvents &events = runtime.watch().events();
    const qint64 first = events.count() - qint64(events.all().size());
    std::vector<std::pair<Key, RuntimeRow>> fresh;
    for (qint64 n = std::max(first, m_eventsSeen.value(&runtime)); n < events.count(); ++n)
        fresh.emplace_back(Key(&runtime, QString::number(n)),
                           rowOf(runtime, events.all()[size_t(n - first)], n));
    m_eventsSeen[&runtime] = events.count();
    QList<Key> old;
    for (qint64 n = first - 1; m_index.contains(Key(&runtime, QString::number(n))); --n)
        old << Key(&runtime, QString::number(n));
    drop(old);
    append(std::move(fresh));
}

void RuntimeTable::put(const Key &key, RuntimeRow row)
{
    const int at = m_index.value(key);
    m_rows[size_t(at)] = std::move(row);
    Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
}

// Removes from the last row on, so that the numbers before it stay valid; rebuilds the index once.
void RuntimeTable::drop(const QList<Key> &keys)
{
    if (keys.isEmpty())
        return;
    std::vector<int> rows;
    for (const Key &key : keys)
        rows.push_back(m_index.value(key));
    std::sort(rows.rbegin(), rows.rend());
    for (size_t i = 0; i < rows.size();) {
        size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] - 1)
            ++end;
        const int first = rows[end - 1], last = rows[i];
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        m_keys.erase(m_keys.begin() + first, m_keys.begin() + last + 1);
        endRemoveRows();
        i = end;
    }
    m_index.clear();
    for (size_t i = 0; i < m_keys.size(); ++i)
        m_index.insert(m_keys[i], int(i));
}

void RuntimeTable::append(std::vector<std::pair<Key, RuntimeRow>> rows)
{
    if (rows.empty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    for (auto &[key, row] : rows) {
        m_index.insert(key, int(m_rows.size()));
        m_keys.push_back(key);
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
}

int RuntimeTable::find(const VmRuntime *runtime, const QString &id) const
{
    return m_index.value(Key(runtime, id), -1);
}

int RuntimeTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RuntimeTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columnsOf(m_list).size());
}

QVariant RuntimeTable::data(const QModelIndex &index, int role) const
{
    const RuntimeRow &row = m_rows[size_t(index.row())];
    const Look look = columnsOf(m_list)[size_t(index.column())].look;
    if (role == Qt::DisplayRole)
        return textOf(row, index.column(), look);
    if (role == Qt::ToolTipRole)
        return look == Look::Age ? momentOf(row) : plainTip(textOf(row, index.column(), look));
    return {};
}

QVariant RuntimeTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return QString::fromLatin1(columnsOf(m_list)[size_t(section)].title);
    return {};
}

RuntimeProxy::RuntimeProxy(RuntimeTable &table, QObject *parent)
    : QSortFilterProxyModel(parent), m_table(table)
{
    setSourceModel(&table);
    setDynamicSortFilter(true);
}

void RuntimeProxy::setWords(const QString &filter)
{
    m_words = filter.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidate(); // a single layout change instead of one signal per row
}

void RuntimeProxy::sortByUse()
{
    const int column = sortColumn();
    const Look look = column < 0 ? Look::Plain : columnsOf(m_table.list())[size_t(column)].look;
    if (look == Look::Cpu || look == Look::Memory)
        invalidate();
}

bool RuntimeProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    const QString &haystack = m_table.row(row).haystack;
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return haystack.contains(word); });
}

bool RuntimeProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const RuntimeRow &a = m_table.row(left.row()), &b = m_table.row(right.row());
    const auto byId = [&] { return a.id < b.id; };
    switch (columnsOf(m_table.list())[size_t(left.column())].look) {
    case Look::Age: // a higher age means an earlier time
        return a.atNs != b.atNs                        ? a.atNs > b.atNs
               : m_table.list() == RuntimeList::Events ? a.id.toLongLong() > b.id.toLongLong()
                                                       : byId();
    case Look::Cpu:
        return cpuOf(a) < cpuOf(b);
    case Look::Memory:
        return memoryOf(a) < memoryOf(b);
    case Look::Size:
        return a.size != b.size ? a.size < b.size : byId();
    default:
        break;
    }
    const int order = QString::compare(a.cells.value(left.column()), b.cells.value(right.column()),
                                       Qt::CaseInsensitive);
    return order != 0 ? order < 0 : byId();
}

} // namespace hydra::ui
