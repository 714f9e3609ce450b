// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/runtime_diff.h"

#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

using Kind = RuntimeEvent::Kind;
using Thing = RuntimeEvent::Thing;

RuntimeEvent eventOf(const CriPod &pod)
{
    return {0,
            Kind::Added,
            Thing::Pod,
            pod.id,
            pod.name,
            pod.namespace_,
            pod.ready ? QStringLiteral("Ready") : QStringLiteral("NotReady")};
}

RuntimeEvent eventOf(const CriContainer &container)
{
    return {0,
            Kind::Added,
            Thing::Container,
            container.id,
            container.name,
            container.labels.value(QStringLiteral("io.kubernetes.pod.namespace")),
            toString(container.state)};
}

RuntimeEvent eventOf(const CriImage &image)
{
    return {.atMs = 0,
            .kind = Kind::Added,
            .thing = Thing::Image,
            .id = image.id,
            .name = nameOf(image)};
}

bool isNews(const CriPod &before, const CriPod &now)
{
    return before.ready != now.ready || before.attempt != now.attempt;
}

bool isNews(const CriContainer &before, const CriContainer &now)
{
    return before.state != now.state || before.attempt != now.attempt;
}

bool isNews(const CriImage &before, const CriImage &now)
{
    return before.tags != now.tags;
}

template <typename T>
void add(RuntimeEvents &events, const IdDiff &diff, const QHash<QString, T> &before,
         const QHash<QString, T> &now, qint64 atMs)
{
    const auto tell = [&](const T &item, Kind kind) {
        RuntimeEvent event = eventOf(item);
        event.kind = kind;
        event.atMs = atMs;
        events.add(std::move(event));
    };
    for (const QString &id : diff.removed)
        tell(before[id], Kind::Removed);
    for (const QString &id : diff.added)
        tell(now[id], Kind::Added);
    for (const QString &id : diff.changed) {
        if (isNews(before[id], now[id]))
            tell(now[id], Kind::Changed);
    }
}

} // namespace

void RuntimeEvents::add(RuntimeEvent event)
{
    if (m_all.size() == kMost)
        m_all.pop_front();
    m_all.push_back(std::move(event));
    ++m_count;
}

void addEvents(RuntimeEvents &events, const IdDiff &diff, const QHash<QString, CriPod> &before,
               const QHash<QString, CriPod> &now, qint64 atMs)
{
    add(events, diff, before, now, atMs);
}

void addEvents(RuntimeEvents &events, const IdDiff &diff,
               const QHash<QString, CriContainer> &before, const QHash<QString, CriContainer> &now,
               qint64 atMs)
{
    add(events, diff, before, now, atMs);
}

void addEvents(RuntimeEvents &events, const IdDiff &diff, const QHash<QString, CriImage> &before,
               const QHash<QString, CriImage> &now, qint64 atMs)
{
    add(events, diff, before, now, atMs);
}

bool CriUseHistory::add(const CriContainerUse &use)
{
    const CriContainerUse before = std::exchange(m_last, use);
    if (use.atNs <= before.atNs) {
        m_last.atNs = before.atNs;
        m_last.cpuNs = before.cpuNs;
        return false;
    }
    if (before.atNs == 0)
        return true;
    const double used = use.cpuNs > before.cpuNs ? double(use.cpuNs - before.cpuNs) : 0;
    for (std::vector<float> *figures : {&m_cpu, &m_memory}) {
        if (figures->size() == kMost)
            figures->erase(figures->begin());
    }
    m_cpu.push_back(float(used / double(use.atNs - before.atNs) * 100));
    m_memory.push_back(float(use.memoryBytes));
    return true;
}

QString toString(RuntimeEvent::Kind kind)
{
    return kind == Kind::Added     ? QStringLiteral("added")
           : kind == Kind::Removed ? QStringLiteral("removed")
                                   : QStringLiteral("changed");
}

QString toString(RuntimeEvent::Thing thing)
{
    return thing == Thing::Pod     ? QStringLiteral("pod")
           : thing == Thing::Image ? QStringLiteral("image")
                                   : QStringLiteral("container");
}

QString nameOf(const CriImage &image)
{
    return !image.tags.isEmpty()      ? image.tags.front()
           : !image.digests.isEmpty() ? image.digests.front()
                                      : image.id;
}

int majorVersion(const QString &version)
{
    static const QRegularExpression number(QStringLiteral("^v?(\\d{1,6})\\."));
    return number.match(version).captured(1).toInt();
}

} // namespace hydra
