// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"

#include <QHash>
#include <QStringList>

#include <deque>

namespace hydra {

/// What became of things with ids between two lists.
struct IdDiff {
    QStringList added;
    QStringList changed;
    QStringList removed;

    [[nodiscard]] bool isEmpty() const
    {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
    bool operator==(const IdDiff &) const = default;
};

/// LIST by id; of two with the same id the last one stays.
template <typename T> [[nodiscard]] QHash<QString, T> byId(std::vector<T> list)
{
    QHash<QString, T> all;
    all.reserve(qsizetype(list.size()));
    for (T &item : list) {
        const QString id = item.id;
        all.insert(id, std::move(item));
    }
    return all;
}

/// Pure; the order within each list is any.
template <typename T>
[[nodiscard]] IdDiff diffOf(const QHash<QString, T> &before, const QHash<QString, T> &now)
{
    IdDiff diff;
    for (auto item = now.begin(); item != now.end(); ++item) {
        const auto old = before.find(item.key());
        if (old == before.end())
            diff.added << item.key();
        else if (!(*old == *item))
            diff.changed << item.key();
    }
    if (before.size() + diff.added.size() == now.size())
        return diff; // nothing can have gone
    for (auto item = before.begin(); item != before.end(); ++item) {
        if (!now.contains(item.key()))
            diff.removed << item.key();
    }
    return diff;
}

/// Something that we saw happen, between two lists.
struct RuntimeEvent {
    enum class Kind { Added, Changed, Removed };
    enum class Thing { Pod, Container, Image };
    qint64 atMs = 0; ///< when we saw it, Unix time
    Kind kind = Kind::Added;
    Thing thing = Thing::Container;
    QString id;
    QString name;
    QString namespace_;
    QString words; ///< the new state in crictl's words; of what has gone its last one
};

/// The last ones, oldest first, each with a number that only grows. Bounded.
class RuntimeEvents
{
public:
    static constexpr std::size_t kMost = 1000;

    void add(RuntimeEvent event);
    [[nodiscard]] const std::deque<RuntimeEvent> &all() const { return m_all; }
    [[nodiscard]] qint64 count() const { return m_count; } ///< ever

private:
    std::deque<RuntimeEvent> m_all;
    qint64 m_count = 0;
};

/// What DIFF means. A change that is none of state or attempt is no event.
void addEvents(RuntimeEvents &events, const IdDiff &diff, const QHash<QString, CriPod> &before,
               const QHash<QString, CriPod> &now, qint64 atMs);
void addEvents(RuntimeEvents &events, const IdDiff &diff,
               const QHash<QString, CriContainer> &before, const QHash<QString, CriContainer> &now,
               qint64 atMs);
void addEvents(RuntimeEvents &events, const IdDiff &diff, const QHash<QString, CriImage> &before,
               const QHash<QString, CriImage> &now, qint64 atMs);

/// How much a container used, lately: oldest first, at most kMost samples.
class CriUseHistory
{
public:
    static constexpr std::size_t kMost = 40;

    /// False: this sample has the time of the last one, or is older, and tells nothing.
    bool add(const CriContainerUse &use);
    [[nodiscard]] const std::vector<float> &cpuPercent() const
    {
        return m_cpu;
    } ///< of one core; empty until the second sample
    [[nodiscard]] const std::vector<float> &memory() const
    {
        return m_memory;
    } ///< bytes, of the same moments
    [[nodiscard]] quint64 memoryBytes() const { return m_last.memoryBytes; }

private:
    CriContainerUse m_last;
    std::vector<float> m_cpu;
    std::vector<float> m_memory;
};

[[nodiscard]] QString toString(RuntimeEvent::Kind kind);   ///< added, changed, removed
[[nodiscard]] QString toString(RuntimeEvent::Thing thing); ///< pod, container, image
/// The first tag, else the first digest, else the id.
[[nodiscard]] QString nameOf(const CriImage &image);

/// "v2.0.5": 2; 0 when there is no number.
[[nodiscard]] int majorVersion(const QString &version);

} // namespace hydra
