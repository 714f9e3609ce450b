// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/cancel.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace hydra {

/// How far a job is. FRACTION is 0 to 1, or negative when nobody can tell.
struct Progress {
    double fraction = -1;
    QString words; ///< what it does now: "Unpacking packages"
};

/// What a job's work gets: a way to tell progress and to learn that it was cancelled. Thread-safe.
struct JobContext {
    CancelToken cancel;
    std::function<void(const Progress &)> progress;
};

/// Long work on a thread of its own. Lives in the thread that made it; `progress` and `done` come
/// there. `done` comes exactly once unless the job was destroyed first: then late results are
/// dropped. Destroying cancels and returns at once; the work's thread ends by itself. DONE may destroy
/// its job.
class JobBase : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void cancel() { m_cancel.cancel(); }

Q_SIGNALS:
    void progress(const hydra::Progress &progress);

protected:
    void runInThread(std::function<void()> work, std::function<void()> finish);
    [[nodiscard]] JobContext context();
    CancelToken m_cancel;
};

/// Runs WORK on a new thread and calls DONE with its result in the caller's event loop.
template <typename T>
class Job : public JobBase
{
public:
    using Work = std::function<Result<T>(const JobContext &)>;
    using Done = std::function<void(Result<T>)>;

    Job(Work work, Done done, QObject *parent = nullptr) : JobBase(parent)
    {
        auto slot = std::make_shared<std::optional<Result<T>>>();
        runInThread([slot, work = std::move(work), context = context()] { *slot = work(context); },
                    [slot, done = std::move(done)] { done(std::move(**slot)); });
    }
    ~Job() override { m_cancel.cancel(); }
};

} // namespace hydra
