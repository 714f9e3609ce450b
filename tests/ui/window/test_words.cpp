// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "ui/logs/plain_lines.h"
#include "ui/palette/fuzzy.h"
#include "ui/theme/state_look.h"
#include "ui/vm/endpoints.h"
#include "ui/widgets/boot_phases.h"

using namespace hydra;
using namespace hydra::ui;

class TestWords : public QObject
{
    Q_OBJECT

private:
    static QStringList words(const VmStatus &status, qint64 now)
    {
        QStringList all;
        for (const BootStep &step : bootSteps(status, now)) {
            const QString mark = step.progress == BootStep::Progress::Done  ? QStringLiteral("+")
                                 : step.progress == BootStep::Progress::Now ? QStringLiteral("~")
                                                                            : QStringLiteral("-");
            all << mark + step.time;
        }
        return all;
    }

private Q_SLOTS:
    void aBootIsToldStepByStep()
    {
        VmStatus status;
        status.state = VmState::Running;
        status.startedAtMs = 1000;
        status.phase = Phase::CloudInit;
        status.phases = {{Phase::Firmware, 1000}, {Phase::Kernel, 2900}, {Phase::CloudInit, 9300}};
        QCOMPARE(words(status, 12'400),
                 (QStringList{QStringLiteral("+1.9 s"), QStringLiteral("+6.4 s"),
                              QStringLiteral("~now, 3.0 s"), QStringLiteral("-–"),
                              QStringLiteral("-–"), QStringLiteral("-–")}));
        status.phases.push_back({Phase::Ssh, 42'000});
        status.phase = Phase::Ssh;
        QCOMPARE(words(status, 46'000).mid(2),
                 (QStringList{QStringLiteral("+32 s"), QStringLiteral("+after 41 s"),
                              QStringLiteral("~now, 4.0 s"), QStringLiteral("-–")}));
    }

    void aVmThatNeverStartedHasAllStepsAhead()
    {
        QCOMPARE(words({}, 1000).join(QString()), QStringLiteral("-–-–-–-–-–-–"));
    }

    void aBootThatIsOverIsToldFromItsBeginning()
    {
        VmStatus status;
        status.phase = Phase::Ssh;
        status.phases = {{Phase::Firmware, 1000}, {Phase::Kernel, 2900}, {Phase::Ssh, 42'000}};
        QCOMPARE(words(status, 99'000).at(3), QStringLiteral("+after 41 s"));
    }

    void aStartWithoutFirmwareStillGoesOn()
    {
        VmStatus status;
        status.state = VmState::Running;
        status.startedAtMs = 1000;
        status.phases = {{Phase::Kernel, 1200}};
        status.phase = Phase::Kernel;
        QCOMPARE(words(status, 5200).mid(0, 3),
                 (QStringList{QStringLiteral("+"), QStringLiteral("~now, 4.0 s"),
                              QStringLiteral("-–")}));
    }

    void aRestoredGuestThatTellsPhasesInAnyOrderHasNoNegativeTimes()
    {
        VmStatus status;
        status.state = VmState::Running;
        status.startedAtMs = 1000;
        status.phases = {{Phase::Ssh, 2000}, {Phase::Kernel, 8600}};
        status.phase = Phase::Ssh;
        QCOMPARE(words(status, 9000).at(1), QStringLiteral("+"));
    }

    void whatHasEndedStillTellsHowItsLastStartWent()
    {
        VmStatus status;
        status.state = VmState::Stopped;
        status.phases = {{Phase::Firmware, 1'700'000'000'000}, {Phase::Ssh, 1'700'000'041'000}};
        QCOMPARE(words(status, 1'800'000'000'000).at(3), QStringLiteral("+after 41 s"));
        QCOMPARE(bootBegan(status), 1'700'000'000'000);
    }

    void durationsAreRoundedAsPeopleSayThem()
    {
        QCOMPARE(shortDuration(1940), QStringLiteral("1.9 s"));
        QCOMPARE(shortDuration(41'200), QStringLiteral("41 s"));
        QCOMPARE(shortDuration(125'000), QStringLiteral("2 min 5 s"));
        QCOMPARE(shortDuration(8'040'000), QStringLiteral("2 h 14 min"));
    }

    void endpointsAreWrittenAsTheyAreTyped()
    {
        VmStatus status;
        status.criSocket = QStringLiteral("/run/r");
        status.ports = {{QStringLiteral("ssh"),
                         {},
                         QStringLiteral("tcp"),
                         QStringLiteral("127.0.0.1"),
                         5556,
                         22},
                        {QStringLiteral("containerd"),
                         {},
                         QStringLiteral("tcp"),
                         QStringLiteral("127.0.0.1"),
                         35000,
                         35000},
                        {QStringLiteral("extra"), QStringLiteral("web"), QStringLiteral("tcp"),
                         QStringLiteral("127.0.0.1"), 30800, 8000},
                        {QStringLiteral("extra"), QStringLiteral("mqtt"), QStringLiteral("tcp"),
                         QStringLiteral("0.0.0.0"), 31883, 1883},
                        {QStringLiteral("streaming"),
                         {},
                         QStringLiteral("tcp"),
                         QStringLiteral("127.0.0.1"),
                         0,
                         35002}};
        const auto rows = endpointRows(status, QStringLiteral("hydra"));
        QCOMPARE(rows.size(), 5U);
        QCOMPARE(rows[0].address, QStringLiteral("ssh -p 5556 hydra@127.0.0.1"));
        QCOMPARE(rows[1].address, QStringLiteral("tcp://127.0.0.1:35000"));
        QCOMPARE(rows[2].address, QStringLiteral("http://127.0.0.1:30800 → 8000"));
        QCOMPARE(rows[2].url, QStringLiteral("http://127.0.0.1:30800"));
        QVERIFY(!rows[2].open);
        QCOMPARE(rows[3].address, QStringLiteral("0.0.0.0:31883 → 1883"));
        QVERIFY(rows[3].open);
        QCOMPARE(rows[4].address, QStringLiteral("unix:///run/r"));
    }

    void consoleTextLosesItsEscapesAndKeepsItsWords()
    {
        QCOMPARE(
            plainLines(
                "\x1b[1;32m[  OK  ]\x1b[0m Started \x1b]0;title\x07ssh\r\nold\rnew\r\n\tx\x07\n\n"),
            (QStringList{QStringLiteral("[  OK  ] Started ssh"), QStringLiteral("new"),
                         QStringLiteral("        x")}));
        QCOMPARE(plainLines({}), QStringList());
        QCOMPARE(plainLines("login: \r\n\r\n"), QStringList{QStringLiteral("login: ")});
    }

    void theFuzzySearchPrefersBeginningsAndRuns()
    {
        QVERIFY(fuzzyScore(QStringLiteral("dst"), QStringLiteral("demo/home: Start")) > 0);
        QVERIFY(fuzzyScore(QStringLiteral("xyz"), QStringLiteral("demo")) < 0);
        QVERIFY(fuzzyScore(QStringLiteral("stop"), QStringLiteral("demo/home: Stop")) >
                fuzzyScore(QStringLiteral("stop"), QStringLiteral("demo/home: Restart on port")));
        QVERIFY(fuzzyScore(QStringLiteral("set"), QStringLiteral("Go to Settings")) >
                fuzzyScore(QStringLiteral("set"), QStringLiteral("Go to status extra")));
    }

    void aLabIsAsItsGravestVm()
    {
        QVERIFY(combinedState({}) == VmState::Stopped);
        QVERIFY(combinedState({VmState::Running, VmState::Stopped}) == VmState::Running);
        QVERIFY(combinedState({VmState::Running, VmState::Starting}) == VmState::Starting);
        QVERIFY(combinedState({VmState::Running, VmState::Crashed}) == VmState::Crashed);
    }

    void everyStateHasAShapeAndAWordOfItsOwn()
    {
        QSet<QString> seen;
        for (const VmState state :
             {VmState::Stopped, VmState::Starting, VmState::Running, VmState::Paused,
              VmState::Stopping, VmState::Crashed, VmState::Waiting, VmState::Unknown}) {
            QVERIFY(!lookOf(state).word.isEmpty());
            seen << lookOf(state).word;
        }
        QCOMPARE(seen.size(), 8);
    }
};

HYDRA_TEST_MAIN(TestWords)
#include "test_words.moc"
