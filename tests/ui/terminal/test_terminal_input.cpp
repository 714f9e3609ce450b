// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/terminal/shown_terminal.h"

#include <QClipboard>
#include <QInputMethodEvent>

using namespace hydra;
using namespace hydra::test;

/// What a user types, pastes and does with the mouse.
class TestTerminalInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreTyped()
    {
        ShownTerminal shown;
        QTest::keyClicks(&shown.view, QStringLiteral("ls"));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(&shown.view, Qt::Key_Tab);
        QCOMPARE(shown.typed, QByteArray("ls\r\x03\t"));
    }

    void theProgramsKeysComeBeforeTheWindowsShortcuts()
    {
        ShownTerminal shown;
        QKeyEvent own(QEvent::ShortcutOverride, Qt::Key_K, Qt::ControlModifier,
                      QStringLiteral("\x0b"));
        own.ignore();
        QApplication::sendEvent(&shown.view, &own);
        QVERIFY(own.isAccepted());
        QKeyEvent windows(QEvent::ShortcutOverride, Qt::Key_K,
                          Qt::ControlModifier | Qt::ShiftModifier, QStringLiteral("\x0b"));
        windows.ignore();
        QApplication::sendEvent(&shown.view, &windows);
        QVERIFY(!windows.isAccepted());
    }

    void readOnlyTypesNothing()
    {
        ShownTerminal shown;
        shown.surface.feed("\x1b[?1000;1004h");
        shown.view.setReadOnly(true);
        QTest::keyClicks(&shown.view, QStringLiteral("ls"));
        QGuiApplication::clipboard()->setText(QStringLiteral("text"));
        shown.view.paste();
        shown.click(Qt::LeftButton, 1, 1);
        shown.view.clearFocus();
        QCOMPARE(shown.typed, QByteArray());
    }

    void whatAnInputMethodCommitsIsTyped()
    {
        ShownTerminal shown;
        QInputMethodEvent preedit(QStringLiteral("かん"), {});
        QApplication::sendEvent(&shown.view, &preedit);
        QCOMPARE(shown.typed, QByteArray());
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("漢"));
        QApplication::sendEvent(&shown.view, &commit);
        QCOMPARE(shown.typed, QByteArray("漢"));
    }

    void pastingIsBracketedWhenWanted()
    {
        ShownTerminal shown;
        QGuiApplication::clipboard()->setText(QStringLiteral("a\nb"));
        QTest::keyClick(&shown.view, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown.typed, QByteArray("a\rb"));
        shown.typed.clear();
        shown.surface.feed("\x1b[?2004h");
        shown.view.paste();
        QCOMPARE(shown.typed, QByteArray("\x1b[200~a\rb\x1b[201~"));
    }

    void whatIsPastedOrCommittedTypesNoControlCharacters()
    {
        const QString text = QStringLiteral("one\x03\u0085two");
        for (const char *mode : {"\x1b[?2004l", "\x1b[?2004h"}) {
            ShownTerminal shown;
            shown.surface.feed(mode);
            QGuiApplication::clipboard()->setText(text);
            shown.view.paste();
            QTest::keyClick(&shown.view, Qt::Key_Insert, Qt::ShiftModifier);
            QInputMethodEvent commit;
            commit.setCommitString(text);
            QApplication::sendEvent(&shown.view, &commit);
            QCOMPARE(shown.typed.count("onetwo"), 3);
        }
    }

    void draggingSelectsAndCopies()
    {
        ShownTerminal shown;
        shown.surface.feed("hello world\r\nsecond");
        shown.drag(shown.cell(6, 0), shown.cell(3, 1));
        QCOMPARE(shown.view.selectedText(), QStringLiteral("world\nsec"));
        QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("world\nsec"));
        QCOMPARE(shown.background(7, 0), plainColors().selection);
        QCOMPARE(shown.typed, QByteArray());
    }

    void doubleClicksSelectWordsAndTripleClicksLines()
    {
        ShownTerminal shown;
        shown.surface.feed("see https://example.org/a?b=1 there\r\nother");
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.cell(8, 0));
        QCOMPARE(shown.view.selectedText(), QStringLiteral("https://example.org/a?b=1"));
        QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, shown.cell(8, 0));
        QCOMPARE(shown.view.selectedText(), QStringLiteral("see https://example.org/a?b=1 there"));
    }

    void blocksAreSelectedWithAlt()
    {
        ShownTerminal shown;
        shown.surface.feed("abcd\r\nefgh\r\nijkl");
        shown.drag(shown.cell(1, 0), shown.cell(3, 2), Qt::AltModifier);
        QCOMPARE(shown.view.selectedText(), QStringLiteral("bc\nfg\njk"));
    }

    void theMouseIsReportedUnlessShiftIsHeld()
    {
        ShownTerminal shown;
        shown.surface.feed("text\x1b[?1000;1006h");
        shown.click(Qt::LeftButton, 2, 1);
        QCOMPARE(shown.typed, QByteArray("\x1b[<0;3;2M\x1b[<0;3;2m"));
        shown.typed.clear();
        shown.drag(shown.cell(0, 0), shown.cell(4, 0), Qt::ShiftModifier);
        QCOMPARE(shown.typed, QByteArray());
        QCOMPARE(shown.view.selectedText(), QStringLiteral("text"));
    }

    void aMoveIsReportedOnceForEachCell()
    {
        ShownTerminal shown;
        shown.surface.feed("\x1b[?1003;1006h");
        for (const QPoint &at :
             {shown.cell(3, 1), shown.cell(3, 1) + QPoint(1, 0), shown.cell(4, 1)}) {
            QMouseEvent move(QEvent::MouseMove, at, shown.view.viewport()->mapToGlobal(at),
                             Qt::NoButton, Qt::NoButton, {});
            QApplication::sendEvent(shown.view.viewport(), &move);
        }
        QCOMPARE(shown.typed, QByteArray("\x1b[<35;4;2M\x1b[<35;5;2M"));
    }

    void theWheelScrollsOrIsReported()
    {
        ShownTerminal shown;
        shown.surface.feed(QByteArray("line\r\n").repeated(100));
        QTRY_VERIFY(shown.view.verticalScrollBar()->maximum() > 0);
        const auto wheel = [&](int delta, Qt::KeyboardModifiers modifiers = {}) {
            QWheelEvent event(QPointF(5, 5), shown.view.mapToGlobal(QPointF(5, 5)), {}, {0, delta},
                              Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
            QApplication::sendEvent(shown.view.viewport(), &event);
        };
        const int bottom = shown.view.verticalScrollBar()->value();
        wheel(120);
        QCOMPARE(shown.view.verticalScrollBar()->value(), bottom - 3);
        wheel(-120);
        shown.surface.feed("\x1b[?1049h");
        wheel(120);
        QCOMPARE(shown.typed, QByteArray("\x1b[A\x1b[A\x1b[A"));
        shown.typed.clear();
        shown.surface.feed("\x1b[?1000;1006h");
        wheel(-120);
        QCOMPARE(shown.typed, QByteArray("\x1b[<65;1;1M"));
    }
};

HYDRA_TEST_MAIN(TestTerminalInput)
#include "test_terminal_input.moc"
