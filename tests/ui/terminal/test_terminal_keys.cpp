// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "ui/terminal/keys.h"

using namespace hydra;

class TestTerminalKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysMeanWhatXtermSays_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("normal");
        QTest::addColumn<QByteArray>("application");
        const auto row = [](const char *name, int key, Qt::KeyboardModifiers modifiers,
                            const char *text, QByteArray normal, QByteArray application = {}) {
            QTest::newRow(name) << key << modifiers << QString::fromUtf8(text) << normal
                                << (application.isEmpty() ? normal : application);
        };
        row("a letter", Qt::Key_A, {}, "a", "a");
        row("a character beyond ASCII", Qt::Key_Adiaeresis, {}, "ä", "ä");
        row("Alt+letter", Qt::Key_A, Qt::AltModifier, "a",
            "\x1b"
            "a");
        row("Ctrl+letter", Qt::Key_C, Qt::ControlModifier, "\x03", "\x03");
        row("Ctrl+Alt+letter", Qt::Key_C, Qt::ControlModifier | Qt::AltModifier, "\x03",
            "\x1b\x03");
        row("Ctrl+Space", Qt::Key_Space, Qt::ControlModifier, " ", QByteArray(1, '\0'));
        row("Ctrl+backslash", Qt::Key_Backslash, Qt::ControlModifier, "\x1c", "\x1c");
        row("Ctrl+bracket", Qt::Key_BracketRight, Qt::ControlModifier, "\x1d", "\x1d");
        row("Ctrl+underscore", Qt::Key_Underscore, Qt::ControlModifier, "\x1f", "\x1f");
        row("Return", Qt::Key_Return, {}, "\r", "\r");
        row("Alt+Return", Qt::Key_Return, Qt::AltModifier, "\r", "\x1b\r");
        row("Escape", Qt::Key_Escape, {}, "\x1b", "\x1b");
        row("Tab", Qt::Key_Tab, {}, "\t", "\t");
        row("Shift+Tab", Qt::Key_Backtab, Qt::ShiftModifier, "", "\x1b[Z");
        row("Backspace", Qt::Key_Backspace, {}, "\b", "\x7f");
        row("Ctrl+Backspace", Qt::Key_Backspace, Qt::ControlModifier, "\b", "\x08");
        row("Alt+Backspace", Qt::Key_Backspace, Qt::AltModifier, "\b", "\x1b\x7f");
        row("Up", Qt::Key_Up, {}, "", "\x1b[A", "\x1bOA");
        row("Left", Qt::Key_Left, Qt::KeypadModifier, "", "\x1b[D", "\x1bOD");
        row("Ctrl+Right", Qt::Key_Right, Qt::ControlModifier, "", "\x1b[1;5C");
        row("Shift+Alt+Down", Qt::Key_Down, Qt::ShiftModifier | Qt::AltModifier, "", "\x1b[1;4B");
        row("Home", Qt::Key_Home, {}, "", "\x1b[H", "\x1bOH");
        row("End", Qt::Key_End, {}, "", "\x1b[F", "\x1bOF");
        row("Insert", Qt::Key_Insert, {}, "", "\x1b[2~");
        row("Delete", Qt::Key_Delete, {}, "\x7f", "\x1b[3~");
        row("Ctrl+Delete", Qt::Key_Delete, Qt::ControlModifier, "\x7f", "\x1b[3;5~");
        row("Page up", Qt::Key_PageUp, {}, "", "\x1b[5~");
        row("Page down", Qt::Key_PageDown, {}, "", "\x1b[6~");
        row("F1", Qt::Key_F1, {}, "", "\x1bOP");
        row("F4", Qt::Key_F4, {}, "", "\x1bOS");
        row("Shift+F1", Qt::Key_F1, Qt::ShiftModifier, "", "\x1b[1;2P");
        row("F5", Qt::Key_F5, {}, "", "\x1b[15~");
        row("F12", Qt::Key_F12, {}, "", "\x1b[24~");
        row("Ctrl+F12", Qt::Key_F12, Qt::ControlModifier, "", "\x1b[24;5~");
        row("keypad 5", Qt::Key_5, Qt::KeypadModifier, "5", "5", "\x1bOu");
        row("keypad Enter", Qt::Key_Enter, Qt::KeypadModifier, "\r", "\r", "\x1bOM");
        row("keypad plus", Qt::Key_Plus, Qt::KeypadModifier, "+", "+", "\x1bOk");
        row("Shift alone", Qt::Key_Shift, Qt::ShiftModifier, "", {});
    }
    void keysMeanWhatXtermSays()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, text);
        QFETCH(QByteArray, normal);
        QFETCH(QByteArray, application);
        QCOMPARE(keyBytes({key, modifiers, text}, {}), normal);
        TerminalModes modes;
        modes.applicationCursor = true;
        modes.applicationKeypad = true;
        QCOMPARE(keyBytes({key, modifiers, text}, modes), application);
    }

    void pastedLinesEndInReturns()
    {
        QCOMPARE(pasteBytes(QStringLiteral("a\nb\r\nc\rd"), {}), QByteArray("a\rb\rc\rd"));
    }

    void aPasteTypesNoControlCharactersInEitherMode()
    {
        QString text;
        for (char16_t c = 0; c <= 0xa0; ++c)
            text += QChar(c);
        QByteArray plain = "\t\r\r";
        for (char c = 0x20; c < 0x7f; ++c)
            plain += c;
        plain += "\u00a0";
        QCOMPARE(pasteBytes(text, {}), plain);
        TerminalModes modes;
        modes.bracketedPaste = true;
        QCOMPARE(pasteBytes(text, modes), QByteArray("\x1b[200~" + plain + "\x1b[201~"));
    }

    void aBracketedPasteCannotEndItself_data()
    {
        QTest::addColumn<QString>("end");
        QTest::newRow("ESC [") << QStringLiteral("\x1b[201~");
        QTest::newRow("CSI") << QStringLiteral("\u009b201~");
        QTest::newRow("what is left of two") << QStringLiteral("\x1b\x1b[\u009b201~");
    }
    void aBracketedPasteCannotEndItself()
    {
        QFETCH(QString, end);
        TerminalModes modes;
        modes.bracketedPaste = true;
        const QByteArray bytes = pasteBytes(u'a' + end + QStringLiteral("b\x03\n"), modes);
        QCOMPARE(bytes.count('\x1b'), 2);
        QCOMPARE(bytes.indexOf("\x1b[201~"), bytes.size() - 6);
        QVERIFY(!bytes.contains("\xc2\x9b") && !bytes.contains('\x03'));
    }

    void focusIsToldOnlyWhenWanted()
    {
        QCOMPARE(focusBytes(true, {}), QByteArray());
        TerminalModes modes;
        modes.focusReports = true;
        QCOMPARE(focusBytes(true, modes), QByteArray("\x1b[I"));
        QCOMPARE(focusBytes(false, modes), QByteArray("\x1b[O"));
    }

    void theMouseIsReportedInTheFormWanted()
    {
        using Kind = MouseAction::Kind;
        TerminalModes modes;
        const MouseAction press{Kind::Press, Qt::LeftButton, {}, 2, 4};
        QCOMPARE(mouseBytes(press, modes), QByteArray());
        modes.mouse = TerminalModes::Mouse::Click;
        QCOMPARE(mouseBytes(press, modes), QByteArray("\x1b[M #%"));
        QCOMPARE(mouseBytes({Kind::Release, Qt::LeftButton, {}, 2, 4}, modes),
                 QByteArray("\x1b[M##%"));
        QCOMPARE(mouseBytes({Kind::Press, Qt::LeftButton, {}, 300, 4}, modes), QByteArray());
        modes.sgrMouse = true;
        QCOMPARE(mouseBytes(press, modes), QByteArray("\x1b[<0;3;5M"));
        QCOMPARE(mouseBytes({Kind::Release, Qt::RightButton, Qt::ControlModifier, 300, 4}, modes),
                 QByteArray("\x1b[<18;301;5m"));
        QCOMPARE(mouseBytes({Kind::WheelDown, Qt::NoButton, {}, 0, 0}, modes),
                 QByteArray("\x1b[<65;1;1M"));
    }

    void movesAreReportedOnlyInTheirModes()
    {
        using Kind = MouseAction::Kind;
        TerminalModes modes;
        modes.sgrMouse = true;
        const MouseAction drag{Kind::Move, Qt::LeftButton, {}, 1, 1};
        const MouseAction move{Kind::Move, Qt::NoButton, {}, 1, 1};
        modes.mouse = TerminalModes::Mouse::Click;
        QCOMPARE(mouseBytes(drag, modes), QByteArray());
        modes.mouse = TerminalModes::Mouse::Drag;
        QCOMPARE(mouseBytes(drag, modes), QByteArray("\x1b[<32;2;2M"));
        QCOMPARE(mouseBytes(move, modes), QByteArray());
        modes.mouse = TerminalModes::Mouse::Move;
        QCOMPARE(mouseBytes(move, modes), QByteArray("\x1b[<35;2;2M"));
    }
};

HYDRA_TEST_MAIN(TestTerminalKeys)

#include "test_terminal_keys.moc"
