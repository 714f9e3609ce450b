// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"

#include "core/job/job.h"
#include "core/job/running_jobs.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace hydra;

class TestRunningJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDestroyedJobRunsUntilItsWorkEnds()
    {
        const auto mayEnd = std::make_shared<std::atomic<bool>>(false);
        {
            const Job<bool> job(
                [mayEnd](const JobContext &) -> Result<bool> {
                    while (!*mayEnd)
                        QThread::msleep(1);
                    return true;
                },
                [](const Result<bool> &) {});
        }
        QVERIFY(areJobsRunning());
        *mayEnd = true;
        QTRY_VERIFY(!areJobsRunning());
    }

    void aProgramWaitsForJobsThatEndSoon()
    {
        {
            const Job<bool> job(
                [](const JobContext &context) -> Result<bool> {
                    while (!context.cancel.cancelled())
                        QThread::msleep(1);
                    QThread::msleep(30); // cleans up
                    return true;
                },
                [](const Result<bool> &) {});
        }
        endWhileJobsRun(99, std::chrono::minutes(1)); // would end this test
        QVERIFY(!areJobsRunning());
    }
};

HYDRA_TEST_MAIN(TestRunningJobs)
#include "test_running_jobs.moc"
