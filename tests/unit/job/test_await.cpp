// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"

#include "core/job/await.h"

#include <QTest>

using namespace hydra;

namespace {

using DoneCallback = std::function<void(Result<int>)>;

} // namespace

class TestAwait : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatEndsAtOnceOrLaterIsReturned()
    {
        QCOMPARE(*await<int>([](const DoneCallback &done) { done(7); }), 7);
        QCOMPARE(*await<int>([](const DoneCallback &done) {
            QTimer::singleShot(0, qApp, [done] { done(8); });
        }),
                 8);
    }

    void anErrorIsReturned()
    {
        const auto result = await<int>([](const DoneCallback &done) {
            done(fail(ErrorCode::NotFound, QStringLiteral("no")));
        });
        QCOMPARE(result.error().code, ErrorCode::NotFound);
    }

    void aCancelledWaitReturnsNothingAndALateAnswerDoesNothing()
    {
        const CancelToken cancel;
        DoneCallback late;
        const auto result = awaitUnlessCancelled<int>(
            [&](const DoneCallback &done) {
                late = done;
                QTimer::singleShot(0, qApp, [&cancel] { cancel.cancel(); });
            },
            cancel);
        QVERIFY(!result);
        late(9);
    }

    void aSecondAnswerDoesNotEndALaterWait()
    {
        DoneCallback first;
        QCOMPARE(*await<int>([&](const DoneCallback &done) {
            first = done;
            done(1);
        }),
                 1);
        QCOMPARE(*await<int>([&](const DoneCallback &done) {
            first(2);
            QTimer::singleShot(0, qApp, [done] { done(3); });
        }),
                 3);
    }
};

HYDRA_TEST_MAIN(TestAwait)
#include "test_await.moc"
