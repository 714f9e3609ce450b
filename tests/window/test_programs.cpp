// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/guest_programs.h"
#include "tests/integration/support/integration_test.h"
#include "tests/support/places.h"
#include "tests/window/support/person.h"

#include <QDir>
#include <QRegularExpression>

using namespace hydra::test;
using std::chrono::seconds;

/// Full-screen programs in a real guest's shell, with real keys and a real mouse. Their pictures go
/// to build/dev/shots.
class TestPrograms : public IntegrationTest
{
    Q_OBJECT

    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<Person> m_person;
    int m_answers = 0;

    void picture(const char *name)
    {
        QTest::qWait(400); // time to paint
        m_screen->takePicture(shotPath("program-%1.png").arg(QLatin1String(name)));
    }

    void types(const char *text) { PERSON(*m_person, types(QString::fromUtf8(text))); }
    void presses(const char *keys) { PERSON(*m_person, presses(QString::fromUtf8(keys))); }
    void sees(const char *text) { PERSON(*m_person, sees(QString::fromUtf8(text))); }
    void seesNoMore(const char *text)
    {
        QVERIFY2(QTest::qWaitFor([&] { return !m_person->window().shows(QString::fromUtf8(text)); },
                                 20000),
                 text);
    }

    /// Runs COMMAND on a cleared screen and returns all that it shows.
    [[nodiscard]] QString answerTo(const char *command)
    {
        const QString end = QStringLiteral("done%1\n").arg(++m_answers);
        (void)m_person->types(QStringLiteral("clear; %1; echo; echo 'do''ne%2'\n")
                                  .arg(QString::fromUtf8(command))
                                  .arg(m_answers));
        if (!m_person->sees(end))
            return m_person->trouble();
        return m_person->window().words().filter(end).value(0).section(end, 0, 0).trimmed();
    }

    void resize(int width, int height)
    {
        QVERIFY(
            m_person->window().ask(QStringLiteral("size"), {{QStringLiteral("width"), width},
                                                            {QStringLiteral("height"), height}}));
    }

    [[nodiscard]] QString clipboard(const QJsonObject &more = {})
    {
        return m_person->window()
            .ask(QStringLiteral("clipboard"), more)
            .value_or(QJsonObject())[QStringLiteral("text")]
            .toString();
    }

    void topWhileTheWindowChangesItsSize()
    {
        const QString before = answerTo("stty size");
        QVERIFY2(QRegularExpression(QStringLiteral("^\\d+ \\d+$")).match(before).hasMatch(),
                 qPrintable(before));
        types("top -d 1\n");
        sees("load average");
        picture("top");
        resize(1024, 600);
        QTest::qWait(2500); // two updates of top
        sees("load average");
        picture("top-small");
        presses("q");
        seesNoMore("load average");
        const QString after = answerTo("stty size");
        QVERIFY2(after.section(u' ', 0, 0).toInt() < before.section(u' ', 0, 0).toInt() &&
                     after.section(u' ', 1).toInt() < before.section(u' ', 1).toInt(),
                 qPrintable(before + QStringLiteral(" became ") + after));
        resize(1240, 800);
    }

    void viWritesAFile()
    {
        types("vi poem\n");
        sees("~\n~\n~");
        types("iThe fridge hums.\nThe kettle replies.");
        presses("Escape");
        sees("The kettle replies.");
        picture("vi");
        types(":wq\n");
        seesNoMore("~\n~\n~");
        QCOMPARE(answerTo("cat poem"), QStringLiteral("The fridge hums.\nThe kettle replies."));
    }

    void lessShowsTheEndAndGivesTheScreenBack()
    {
        types("clear; echo before less; seq 1000 9000 | less\n");
        sees("1000\n1001\n1002");
        types("G");
        sees("8999\n9000\n(END)");
        picture("less");
        types("q");
        sees("before less");
        seesNoMore("8999");
    }

    void dialogIsDrivenByKeys()
    {
        types("dialog --menu 'What shall listen?' 12 44 3 1 kettle 2 oven 3 fridge 2>choice\n");
        sees("<  OK  >");
        picture("dialog");
        presses("Down");
        presses("Return"); // on an xterm dialog leaves its last screen
        QCOMPARE(answerTo("cat choice"), QStringLiteral("2"));
    }

    void aPasteOf200CharactersArrives()
    {
        QString text;
        for (int i = 0; i < 50; ++i)
            text += QStringLiteral("%1-").arg(100 + i);
        QCOMPARE(text.size(), 200);
        QCOMPARE(clipboard({{QStringLiteral("text"), text}}), text);
        types("cat > pasted\n");
        presses("ctrl+shift+v");
        sees("149-");
        picture("paste");
        presses("ctrl+d");
        presses("ctrl+d");
        QCOMPARE(answerTo("cat pasted").remove(u'\n'), text);
    }

    void colouredTextIsCopiedAsText()
    {
        types("clear; printf '\\033[31mred \\033[1;32mgreen \\033[7mreversed\\033[0m plain\\n'\n");
        sees("red green reversed plain");
        const QRect shell =
            m_person->window().find(QStringLiteral("Shell of demo/vm")).value_or(QRect());
        QVERIFY(!shell.isEmpty());
        const QPoint first = shell.topLeft() + QPoint(2, 12);
        m_screen->drag(first, first + QPoint(500, 0));
        picture("copy");
        presses("ctrl+shift+c");
        QTRY_COMPARE(clipboard().trimmed(), QStringLiteral("red green reversed plain"));
    }

    /// The window over a fork of the warm guest, at the page of its VM.
    void openWindow()
    {
        QDir().mkpath(shotPath());
        VERIFY_EXIT(warm().fork(box(), QStringLiteral("demo")), 0);
        m_screen = std::make_unique<Screen>(box());
        QVERIFY2(m_screen->isOpen(), "Xvfb does not start");
        m_person = std::make_unique<Person>(box(), *m_screen);
        PERSON(*m_person, starts());
        resize(1240, 800);
        PERSON(*m_person, clicks(QStringLiteral("vm")));
    }

    /// What vim in the serial console takes for the background's brightness, some seconds after it
    /// asked the terminal.
    [[nodiscard]] Outcome vimsBackground()
    {
        return box().guest(
            QStringLiteral("demo/vm"),
            QStringLiteral("cat > ask.vim <<'VIM'\n"
                           "call timer_start(4000, {-> writefile([&background], 'background')"
                           " + execute('qa!')})\nVIM\n"
                           "sudo systemctl stop serial-getty@ttyS0; sudo sh -c 'setsid -c -w "
                           "timeout --foreground "
                           "60 env TERM=xterm-256color vim.basic -N -u NONE -S ask.vim </dev/ttyS0 "
                           ">/dev/ttyS0 2>&1'; cat background"),
            seconds(90));
    }

private Q_SLOTS:
    void init()
    {
        IntegrationTest::init();
        if (!Screen::missing().isEmpty())
            QSKIP(qPrintable(Screen::missing()));
    }

    // Without an answer vim takes an xterm's background for light; ours is dark in both themes.
    void vimInTheSerialConsoleSeesADarkBackground()
    {
        if (!fetchPackages(box(), {QStringLiteral("vim"), QStringLiteral("libsodium23"),
                                   QStringLiteral("libgpm2")})
                 .ok())
            QSKIP("vim comes from Debian's mirror, with apt-get");
        openWindow();
        if (QTest::currentTestFailed())
            return;
        VERIFY_EXIT(unpackInGuest(box(), QStringLiteral("demo/vm")), 0);
        PERSON(*m_person, clicks(QStringLiteral("Tab Console")));
        PERSON(*m_person, clicks(QStringLiteral("Console of demo/vm")));
        const Outcome background = vimsBackground();
        QVERIFY2(background.out == "dark\n", qPrintable(background.say()));
    }

    void fullScreenProgramsWork()
    {
        openWindow();
        if (QTest::currentTestFailed())
            return;
        PERSON(*m_person, clicks(QStringLiteral("Tab Shell")));
        PERSON(*m_person, sees(QStringLiteral("hydra@vm:~$"), seconds(60)));
        PERSON(*m_person, clicks(QStringLiteral("Shell of demo/vm")));
        using Program = void (TestPrograms::*)();
        for (const Program program :
             {&TestPrograms::topWhileTheWindowChangesItsSize, &TestPrograms::viWritesAFile,
              &TestPrograms::lessShowsTheEndAndGivesTheScreenBack,
              &TestPrograms::dialogIsDrivenByKeys, &TestPrograms::aPasteOf200CharactersArrives,
              &TestPrograms::colouredTextIsCopiedAsText}) {
            (this->*program)();
            if (QTest::currentTestFailed()) {
                picture("failed");
                break;
            }
        }
    }

    void cleanup()
    {
        m_person.reset();
        m_screen.reset();
        IntegrationTest::cleanup();
    }
};

HYDRA_TEST_MAIN(TestPrograms)
#include "test_programs.moc"
