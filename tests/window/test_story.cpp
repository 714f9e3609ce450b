// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/support/places.h"
#include "tests/window/support/person.h"

#include <QDir>
#include <QJsonArray>
#include <QScopeGuard>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString vm = QStringLiteral("demo/home");
const QString password = QStringLiteral("correct horse");

/// The demo's file plus the line that is needed to log in on the console.
QString demoWithPassword()
{
    QString text = QString::fromUtf8(contentOf(sourcePath("resources/presets/demo.yaml")));
    if (!text.endsWith(u'\n'))
        text += u'\n';
    return text + QStringLiteral("    password: %1\n").arg(password);
}

} // namespace

/// With real mouse and keys on a screen of its own. Its pictures go to build/dev/shots.
class TestStory : public IntegrationTest
{
    Q_OBJECT

    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<Person> m_person;
    std::unique_ptr<QProcess> m_other; ///< `hydractl demo`, while the window starts the demo
    int m_pictures = 0;
    QString m_boot;

    void picture(const QString &name)
    {
        QTest::qWait(400); // time to paint
        m_screen->takePicture(
            shotPath("story-%1-%2.png").arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(name));
    }

    [[nodiscard]] QString bootId()
    {
        return box().stateJson(vm)[QStringLiteral("boot_id")].toString();
    }

    void starts()
    {
        PERSON(*m_person, starts());
        PERSON(*m_person, sees(QStringLiteral("Isolated Linux environments on this machine")));
        picture(QStringLiteral("welcome"));
        PERSON(*m_person, clicks(QStringLiteral("Start the demo")));
        PERSON(*m_person, sees(QStringLiteral("demo/home – Hydra Desktop"), seconds(120)));
    }

    /// How each start of the demo is said to go, newest first.
    [[nodiscard]] QStringList demoOutcomes()
    {
        const Outcome activities = box().hydractl(
            {QStringLiteral("activity"), QStringLiteral("--format"), QStringLiteral("json")});
        QStringList outcomes;
        for (const QJsonValue &activity :
             activities.json()[QStringLiteral("activities")].toArray()) {
            if (activity[QStringLiteral("kind")].toString() == u"demo")
                outcomes << activity[QStringLiteral("outcome")].toString();
        }
        return outcomes;
    }

    void watchesItBoot()
    {
        PERSON(*m_person, sees(QStringLiteral("Kernel now"), seconds(120)));
        PERSON(*m_person, sees(QStringLiteral("cloud-init now"), seconds(300)));
        picture(QStringLiteral("phases"));
        QCOMPARE(demoOutcomes(), QStringList{QStringLiteral("running")});
        m_other = box().start({QStringLiteral("demo")}); // waits for the window's
        PERSON(*m_person, sees(QStringLiteral("CRI after"), seconds(300)));
        PERSON(*m_person, sees(QStringLiteral("State: Running")));
        PERSON(*m_person, sees(QStringLiteral("ready after")));
        picture(QStringLiteral("ready"));
    }

    void logsInOnTheConsole()
    {
        PERSON(*m_person, clicks(QStringLiteral("Tab Console")));
        PERSON(*m_person, clicks(QStringLiteral("Console of demo/home")));
        PERSON(*m_person, sees(QStringLiteral("home login:"), seconds(60)));
        // While the guest is busy with its first boot, getty may restart and drop the name.
        bool asked = false;
        for (int attempt = 0; attempt < 4 && !asked; ++attempt) {
            PERSON(*m_person, types(QStringLiteral("hydra\n")));
            asked = m_person->sees(QStringLiteral("Password:"), seconds(20));
        }
        QVERIFY2(asked, qPrintable(m_person->trouble()));
        PERSON(*m_person, types(password + u'\n'));
        PERSON(*m_person, sees(QStringLiteral("hydra@home:~$"), seconds(60)));
        PERSON(*m_person, types(QStringLiteral("echo $((6 * 7)) words\n")));
        PERSON(*m_person, sees(QStringLiteral("42 words")));
        picture(QStringLiteral("console"));
    }

    void seesTheThermostat()
    {
        PERSON(*m_person, clicks(QStringLiteral("Tab Overview")));
        PERSON(*m_person,
               scrollsTo(QStringLiteral("The thermostat's last readings"), seconds(300)));
        PERSON(*m_person, sees(QStringLiteral("temperature_c"), seconds(120)));
        QTRY_COMPARE_WITH_TIMEOUT(m_other->state(), QProcess::NotRunning, 120'000);
        const QByteArray told = m_other->readAllStandardOutput();
        QVERIFY2(m_other->exitCode() == 0 && told.contains("temperature_c"), told.constData());
        QCOMPARE(demoOutcomes(), QStringList(2, QStringLiteral("done")));
        picture(QStringLiteral("thermostat"));
    }

    void quitsAndLeavesItRunning()
    {
        PERSON(*m_person, presses(QStringLiteral("ctrl+q")));
        PERSON(*m_person, sees(QStringLiteral("One environment is running")));
        picture(QStringLiteral("quit"));
        PERSON(*m_person, clicks(QStringLiteral("Leave running")));
        QVERIFY2(m_person->window().hasEndedWell(seconds(15)), "the window does not end");
        QCOMPARE(box().qemus().size(), size_t(1));
        m_boot = bootId();
    }

    void findsItAgain()
    {
        PERSON(*m_person, starts());
        PERSON(*m_person, sees(QStringLiteral("demo/home – Hydra Desktop")));
        PERSON(*m_person, sees(QStringLiteral("State: Running")));
        QCOMPARE(m_person->place(), QStringLiteral("vm demo/home 0"));
        PERSON(*m_person, clicks(QStringLiteral("Tab Console")));
        PERSON(*m_person, sees(QStringLiteral("42 words"))); // printed earlier
        picture(QStringLiteral("found-again"));
        QVERIFY(!m_boot.isEmpty());
        QCOMPARE(bootId(), m_boot);
    }

    void stopsIt()
    {
        PERSON(*m_person, clicks(QStringLiteral("Tab Overview")));
        PERSON(*m_person, clicks(QStringLiteral("Stop")));
        PERSON(*m_person, sees(QStringLiteral("Kill, as if its power were cut")));
        picture(QStringLiteral("stop-menu"));
        PERSON(*m_person, clicks(QStringLiteral("Stop")));
        PERSON(*m_person, sees(QStringLiteral("State: Stopped"), seconds(120)));
        picture(QStringLiteral("stopped"));
        PERSON(*m_person, presses(QStringLiteral("ctrl+q")));
        QVERIFY2(m_person->window().hasEndedWell(seconds(15)), "the window does not end");
    }

private Q_SLOTS:
    void aPersonWithOnlyTheWindowStartsWatchesUsesLeavesFindsAndStopsTheDemo()
    {
        if (!Screen::missing().isEmpty())
            QSKIP(qPrintable(Screen::missing()));
        QDir().mkpath(shotPath());
        box().writeLab(QStringLiteral("demo"), demoWithPassword());
        m_screen = std::make_unique<Screen>(box());
        QVERIFY2(m_screen->isOpen(), "Xvfb does not start");
        m_person = std::make_unique<Person>(box(), *m_screen);
        const auto done = qScopeGuard([this] {
            m_person.reset();
            m_screen.reset();
        });
        using Chapter = void (TestStory::*)();
        for (const Chapter chapter :
             {&TestStory::starts, &TestStory::watchesItBoot, &TestStory::logsInOnTheConsole,
              &TestStory::seesTheThermostat, &TestStory::quitsAndLeavesItRunning,
              &TestStory::findsItAgain, &TestStory::stopsIt}) {
            (this->*chapter)();
            if (QTest::currentTestFailed())
                return picture(QStringLiteral("failed"));
        }
        QVERIFY(box().qemus().empty());
    }
};

HYDRA_TEST_MAIN(TestStory)
#include "test_story.moc"
