// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/activity.h"
#include "ui/actions/actions.h"

namespace hydra::ui {

/// Runs WORK and records its start and outcome among the activities. Runs in the job's thread, so
/// that the record is complete even if the window was closed meanwhile.
template <typename Work>
auto recorded(const ActivityLog &activities, const QString &kind, const QString &target,
              const QString &log, const Work &work)
{
    const auto id = activities.begin(kind, target, log);
    auto result = work();
    const Error error = result ? Error{} : result.error();
    const auto outcome = result                               ? Activity::Outcome::Done
                         : error.code == ErrorCode::Cancelled ? Activity::Outcome::Cancelled
                                                              : Activity::Outcome::Failed;
    if (id) // a failure to record does not stop the work
        (void)activities.end(*id, outcome, formatError(error), error.details);
    return result;
}

template <typename T>
void Actions::startRecorded(const QString &title, const QString &kind, const QString &target,
                            typename Job<T>::Work work, typename Job<T>::Done done)
{
    const QString log = kind.startsWith(u"image-")
                            ? QString()
                            : m_store.environment().paths.labState(target.section(u'/', 0, 0));
    auto noted = [activities = ActivityLog(m_store.environment().paths), kind, target, log,
                  work = std::move(work)](const JobContext &job) {
        return recorded(activities, kind, target, log, [&] { return work(job); });
    };
    m_jobs.start<T>(title, noted, std::move(done));
}

} // namespace hydra::ui
