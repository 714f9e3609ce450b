// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/cancel.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace hydra {

/// How far a job is. FRACTION is 0 to 1, or negative when it cannot be estimated.
struct Progress {
    double fraction = -1;
    QString words;    ///< the current step: "Unpacking packages"
    QString detail{}; ///< what changes within it: "120 MiB of 320 MiB, 12 MiB/s, 17 s left"
};

/// What a job's work gets: a callback for progress, and a token that tells of cancellation.
/// Thread-safe.
struct JobContext {
    CancelToken cancel;
    std::function<void(const Progress &)> progress;
};

/// Long work on a thread of its own. Lives in the thread that created it, where `progress` is
/// emitted and the callback DONE is called: exactly once, unless the job is destroyed before, which
/// drops late results. Destroying cancels and returns at once; the work's thread ends by itself.
/// DONE may destroy its job.
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
template <typename T> class Job : public JobBase
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
