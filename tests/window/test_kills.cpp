// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/window/support/person.h"

#include <QRandomGenerator>

#include <csignal>
#include <thread>

using namespace hydra::test;
using std::chrono::milliseconds;

namespace {

const QString vm = QStringLiteral("demo/vm");
constexpr int kKills = 20;

/// Repeats a shortened story without ending the VM until the window is gone. Checks nothing itself:
/// the next window is checked instead.
void goesOn(Person &person, int firstStep)
{
    using Step = std::function<bool()>;
    const std::vector<Step> steps{
        [&] { return person.clicks(QStringLiteral("Tab Console")); },
        [&] {
            return person.clicks(QStringLiteral("Console of demo/vm")) &&
                   person.types(QStringLiteral("x"));
        },
        [&] {
            return person.clicks(QStringLiteral("Tab Overview")) &&
                   person.scrollsTo(QStringLiteral("The thermostat's last readings"));
        },
        [&] {
            return person.clicks(QStringLiteral("Tab Logs")) && person.sees(QStringLiteral("Log"));
        },
        [&] {
            return person.presses(QStringLiteral("ctrl+q")) &&
                   person.clicks(QStringLiteral("Cancel"));
        },
    };
    for (size_t step = size_t(firstStep); person.window().isRunning(); ++step)
        (void)steps[step % steps.size()]();
}

} // namespace

/// HYDRA_SEED: repeats the moments, as far as the machine's timing allows.
class TestKills : public IntegrationTest
{
    Q_OBJECT

    [[nodiscard]] QString bootId()
    {
        return box().stateJson(vm)[QStringLiteral("boot_id")].toString();
    }

    void findsTheVmAndItsConsoleWorks(Person &person, int round)
    {
        PERSON(person, starts());
        PERSON(person, sees(QStringLiteral("demo/vm – Hydra Desktop")));
        PERSON(person, sees(QStringLiteral("State: Running")));
        PERSON(person, clicks(QStringLiteral("Tab Console")));
        PERSON(person, sees(QStringLiteral("Every window on it shows the same.")));
        PERSON(person, clicks(QStringLiteral("Console of demo/vm")));
        const QString word = QStringLiteral("round%1").arg(round);
        PERSON(person, types(word));
        PERSON(person, sees(word));                        // the guest's echo
        PERSON(person, presses(QStringLiteral("ctrl+u"))); // login drops the line
    }

    void killsAtARandomMoment(Person &person, QRandomGenerator &random)
    {
        const bool whileStarting = random.bounded(3) == 0;
        const milliseconds moment(random.bounded(whileStarting ? 1200 : 3000));
        const int step = int(random.bounded(5));
        if (whileStarting) {
            person.window().kill();
            person.window().start();
        }
        qInfo("  %s, after %d ms, from step %d", whileStarting ? "starting" : "in the story",
              int(moment.count()), step);
        // Kills from another thread, so that it may happen while this one waits for the mouse or an
        // answer.
        const auto victim = person.window().id();
        QVERIFY(victim);
        std::thread killer([moment, victim] {
            std::this_thread::sleep_for(moment);
            hydra::sendSignal(*victim, SIGKILL);
        });
        goesOn(person, step);
        killer.join();
    }

private Q_SLOTS:
    void theVmAndTheStoryGoOnWhereverTheWindowIsKilled()
    {
        if (!Screen::missing().isEmpty())
            QSKIP(qPrintable(Screen::missing()));
        const QString wanted = qEnvironmentVariable("HYDRA_SEED");
        const quint32 seed =
            wanted.isEmpty() ? QRandomGenerator::global()->generate() : wanted.toUInt();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        VERIFY_EXIT(warm().fork(box(), QStringLiteral("demo")), 0);
        const QString boot = bootId();
        QVERIFY(!boot.isEmpty());
        Screen screen(box());
        QVERIFY2(screen.isOpen(), "Xvfb does not start");
        Person person(box(), screen);
        PERSON(person, starts());
        PERSON(person, clicks(QStringLiteral("vm"))); // its row in the sidebar
        PERSON(person, sees(QStringLiteral("demo/vm – Hydra Desktop")));
        for (int kill = 1; kill <= kKills; ++kill) {
            qInfo("kill %d of %d", kill, kKills);
            killsAtARandomMoment(person, random);
            if (!QTest::currentTestFailed())
                findsTheVmAndItsConsoleWorks(person, kill);
            if (QTest::currentTestFailed())
                return;
            QCOMPARE(bootId(), boot);
            QCOMPARE(box().qemus().size(), size_t(1));
        }
    }
};

HYDRA_TEST_MAIN(TestKills)
#include "test_kills.moc"
