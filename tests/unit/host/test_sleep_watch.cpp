// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/sleep_watch.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>

using namespace hydra;
using std::chrono::milliseconds;

class TestSleepWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSleepIsToldOnceWithItsLength()
    {
        milliseconds asleep(70000); // before the watch started
        SleepWatch watch([&asleep] { return asleep; });
        std::vector<milliseconds> woken;
        connect(&watch, &SleepWatch::woke, this,
                [&woken](milliseconds after) { woken.push_back(after); });
        watch.look();
        asleep += milliseconds(900); // the two clocks are read one after the other
        watch.look();
        QVERIFY(woken.empty());
        asleep += milliseconds(3600000);
        watch.look();
        watch.look();
        QCOMPARE(woken, std::vector<milliseconds>{milliseconds(3600900)});
    }

    void thisMachineDoesNotSleepWhileWeRun()
    {
        const auto before = timeAsleep();
        QVERIFY(before.count() >= 0);
        QVERIFY(timeAsleep() - before < milliseconds(1000));
    }
};

HYDRA_TEST_MAIN(TestSleepWatch)
#include "test_sleep_watch.moc"
