// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/job_list.h"

#include "core/base/log.h"

namespace hydra::ui {

void JobList::add(int id, const QString &title, std::unique_ptr<JobBase> job)
{
    connect(job.get(), &JobBase::progress, this, [this, id](const Progress &progress) {
        if (const auto entry = m_entries.find(id); entry != m_entries.end())
            entry->second.shown.progress = progress;
        Q_EMIT changed();
    });
    m_entries.emplace(id, Entry{{id, title, {}}, std::move(job)});
    Q_EMIT changed();
}

void JobList::ended(int id, const std::optional<Error> &error)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end())
        return;
    const QString title = entry->second.shown.title;
    m_entries.erase(entry);
    Q_EMIT changed();
    logInfo("jobs",
            title + QStringLiteral(": ") + (error ? formatError(*error) : QStringLiteral("done")));
    if (!error || error->code != ErrorCode::Cancelled)
        Q_EMIT finished(title, error.has_value(), error ? formatError(*error) : QString());
}

void JobList::cancel(int id)
{
    if (const auto entry = m_entries.find(id); entry != m_entries.end())
        entry->second.job->cancel();
}

std::vector<JobList::Running> JobList::running() const
{
    std::vector<Running> all;
    for (const auto &[id, entry] : m_entries)
        all.push_back(entry.shown);
    return all;
}

} // namespace hydra::ui
