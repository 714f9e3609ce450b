// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/port_list.h"

namespace hydra::ui {

PortList::PortList(LabStore &store, QString first, QObject *parent)
    : QObject(parent), m_store(store), m_first(std::move(first))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(100));
    m_clock.setInterval(std::chrono::seconds(4));
    connect(&m_soon, &QTimer::timeout, this, &PortList::look);
    connect(&m_clock, &QTimer::timeout, this, &PortList::look);
    connect(&store, &LabStore::structureChanged, this, &PortList::refresh);
    connect(&store, &LabStore::vmChanged, this, &PortList::refresh);
}

void PortList::setWatched(bool watched)
{
    m_watched = watched;
    if (!watched) {
        m_clock.stop();
        return m_soon.stop();
    }
    m_clock.start();
    look();
}

void PortList::refresh()
{
    if (m_watched && !m_soon.isActive())
        m_soon.start();
}

void PortList::look()
{
    m_again = m_looking != nullptr;
    if (m_looking)
        return;
    using Rows = std::vector<PortRow>;
    m_looking = std::make_unique<Job<Rows>>(
        [paths = m_store.environment().paths, first = m_first](const JobContext &) -> Result<Rows> {
            return portOverview(paths, first);
        },
        [this](Result<Rows> rows) {
            const auto over = std::move(m_looking); // lives until its callback returns
            if (rows)
                take(std::move(*rows));
            if (m_again)
                refresh();
        });
}

void PortList::take(std::vector<PortRow> rows)
{
    const bool first = !std::exchange(m_hasLooked, true);
    if (rows == m_rows && !first)
        return;
    m_rows = std::move(rows);
    Q_EMIT changed();
}

Result<void> PortList::edited(Result<void> done)
{
    if (done)
        m_store.reload();
    refresh();
    return done;
}

Result<void> PortList::move(const PortRow &row, std::uint16_t port)
{
    return edited(movePort(m_store.environment().paths, row, port));
}

Result<void> PortList::restrict(const PortRow &row)
{
    return edited(restrictPort(m_store.environment().paths, row));
}

void PortList::solveAll()
{
    if (m_solving)
        return;
    m_solving = std::make_unique<Job<int>>(
        [paths = m_store.environment().paths, first = m_first](const JobContext &) {
            return solvePortConflicts(paths, first);
        },
        [this](const Result<int> &moved) {
            const auto over = std::move(m_solving);
            if (!moved)
                Q_EMIT failed(moved.error());
            m_store.reload();
            refresh();
        });
}

} // namespace hydra::ui
