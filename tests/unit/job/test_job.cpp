// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"

#include "core/job/job.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace hydra;

class TestJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workIsDoneElsewhereAndToldHereOnce()
    {
        int times = 0;
        const QThread *here = QThread::currentThread();
        Job<bool> job(
            [here](const JobContext &) -> Result<bool> { return QThread::currentThread() != here; },
            [&](const Result<bool> &elsewhere) {
                ++times;
                QVERIFY(*elsewhere);
                QCOMPARE(QThread::currentThread(), here);
            });
        QTRY_COMPARE(times, 1);
        QTest::qWait(20);
        QCOMPARE(times, 1);
    }

    void aJobMayBeDestroyedWhenItIsDone()
    {
        for (int i = 0; i < 50; ++i) {
            std::unique_ptr<JobBase> job;
            QString told;
            job = std::make_unique<Job<QString>>(
                [](const JobContext &context) -> Result<QString> {
                    context.progress({0.5, QStringLiteral("half")});
                    return QString(2000, u'x');
                },
                [&job, &told, words = QString(100, u'y')](const Result<QString> &result) {
                    job.reset();
                    told = *result + words; // both are still good
                });
            QTRY_VERIFY(!job);
            QCOMPARE(told.size(), 2100);
        }
    }

    void aJobThatIsDestroyedIsCancelledAndTellsNothing()
    {
        auto cancelled = std::make_shared<std::atomic<bool>>(false);
        int times = 0;
        {
            Job<bool> job(
                [cancelled](const JobContext &context) -> Result<bool> {
                    while (!context.cancel.cancelled())
                        QThread::msleep(1);
                    *cancelled = true;
                    return true;
                },
                [&](const Result<bool> &) { ++times; });
        }
        QTRY_VERIFY(cancelled->load());
        QTest::qWait(20);
        QCOMPARE(times, 0);
    }
};

HYDRA_TEST_MAIN(TestJob)
#include "test_job.moc"
