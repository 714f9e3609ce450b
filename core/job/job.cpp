// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"

#include "core/job/running_jobs.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace hydra {
namespace {

std::atomic<int> workingThreads = 0;

} // namespace

bool areJobsRunning()
{
    return workingThreads > 0;
}

void endWhileJobsRun(int code, std::chrono::milliseconds patience)
{
    const QDeadlineTimer over(patience);
    while (areJobsRunning() && !over.hasExpired())
        QThread::msleep(5);
    if (!areJobsRunning())
        return;
    std::fflush(nullptr);
    std::_Exit(code);
}

// Progress is queued through a context object in the job's thread. The object dies with the job,
// and with it every call that is still queued.
JobContext JobBase::context()
{
    auto *receiver = new QObject(this);
    return {m_cancel, [job = QPointer<JobBase>(this),
                       receiver = QPointer<QObject>(receiver)](const Progress &p) {
                if (receiver)
                    QMetaObject::invokeMethod(
                        receiver, [job, p] { Q_EMIT job->progress(p); }, Qt::QueuedConnection);
            }};
}

void JobBase::runInThread(std::function<void()> work, std::function<void()> finish)
{
    ++workingThreads;
    QThread *thread = QThread::create([work = std::move(work)]() mutable {
        work();
        work = nullptr; // what it captured, too
        --workingThreads;
    });
    connect(thread, &QThread::finished, this, [finish = std::move(finish)] { finish(); });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace hydra

#include "core/job/moc_job.cpp"
