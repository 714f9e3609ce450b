// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"

#include <QObject>

#include <map>

namespace hydra::ui {

/// The window's running jobs with their progress. GUI thread. Destruction cancels those still
/// running.
class JobList : public QObject
{
    Q_OBJECT

public:
    struct Running {
        int id = 0;
        QString title;
        Progress progress;
    };
    using QObject::QObject;

    /// Runs WORK on a thread as TITLE. DONE is called in the GUI thread.
    template <typename T>
    int start(const QString &title, typename Job<T>::Work work, typename Job<T>::Done done)
    {
        const int id = m_nextId++;
        auto job = std::make_unique<Job<T>>(
            std::move(work), [this, id, done = std::move(done)](Result<T> result) {
                ended(id, result ? std::optional<Error>() : result.error());
                done(std::move(result));
            });
        add(id, title, std::move(job));
        return id;
    }
    void cancel(int id);
    [[nodiscard]] std::vector<Running> running() const;

Q_SIGNALS:
    void changed(); ///< a job started, progressed or ended
    void finished(const QString &title, bool failed, const QString &words);

private:
    struct Entry {
        Running shown;
        std::unique_ptr<JobBase> job;
    };
    void add(int id, const QString &title, std::unique_ptr<JobBase> job);
    void ended(int id, const std::optional<Error> &error);

    std::map<int, Entry> m_entries;
    int m_nextId = 1;
};

} // namespace hydra::ui
