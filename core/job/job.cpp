// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "job/job.h"

#include <QPointer>
#include <QThread>

namespace hydra {

// A context object made in the job's thread receives the queued calls: it dies with the job, and
// with it every call still on its way.
JobContext JobBase::context()
{
    auto *receiver = new QObject(this);
    return {m_cancel, [job = QPointer<JobBase>(this), receiver = QPointer<QObject>(receiver)](
                          const Progress &p) {
                if (receiver)
                    QMetaObject::invokeMethod(
                        receiver, [job, p] { Q_EMIT job->progress(p); }, Qt::QueuedConnection);
            }};
}

void JobBase::runInThread(std::function<void()> work, std::function<void()> finish)
{
    QThread *thread = QThread::create(std::move(work));
    connect(thread, &QThread::finished, this, [finish = std::move(finish)] { finish(); });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace hydra

#include "job/moc_job.cpp"
