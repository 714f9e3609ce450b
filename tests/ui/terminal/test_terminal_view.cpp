// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "plain_colors.h"
#include "terminal/find_bar.h"
#include "terminal/view.h"
#include "terminal_text.h"
#include "ui_test_main.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>

using namespace hydra;
using namespace hydra::test;

namespace {

/// A shown view of 40 columns and 10 rows, and what it typed.
struct Shown {
    Shown()
    {
        QObject::connect(&view, &TerminalView::typed, &view,
                         [this](const QByteArray &bytes) { typed += bytes; });
        const QSize cell = view.cellSize();
        view.resize(40 * cell.width() + view.verticalScrollBar()->sizeHint().width(),
                    10 * cell.height());
        view.show();
        view.setFocus();
        QApplication::setActiveWindow(&view);
    }
    [[nodiscard]] QPoint cell(int column, int row) const
    {
        return {column * view.cellSize().width() + view.cellSize().width() / 4,
                row * view.cellSize().height() + view.cellSize().height() / 2};
    }
    /// The corner of a cell, where there is only background.
    [[nodiscard]] QColor background(int column, int row)
    {
        const QImage image = view.viewport()->grab().toImage();
        return image.pixelColor(column * view.cellSize().width(), row * view.cellSize().height());
    }
    void click(Qt::MouseButton button, int column, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), button, modifiers, cell(column, row));
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, modifiers, from);
        QMouseEvent move(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, modifiers);
        QApplication::sendEvent(view.viewport(), &move);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, modifiers, to);
    }

    TerminalSurface surface{40, 10};
    TerminalView view{surface, plainColors()};
    QByteArray typed;
};

bool hasPixel(const QImage &image, const QRect &rect, const QColor &color)
{
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

} // namespace

class TestTerminalView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boldTextInTheEightColoursIsBright()
    {
        const TerminalColors colors = plainColors();
        CellStyle style;
        style.foreground = CellColor::indexed(7);
        QCOMPARE(paintOf(style, colors, false).foreground, colors.ansi[7]);
        style.attributes |= CellStyle::Bold;
        QCOMPARE(paintOf(style, colors, false).foreground, colors.ansi[15]);
        style.background = CellColor::indexed(7);
        QCOMPARE(paintOf(style, colors, false).background, colors.ansi[7]);
        style.foreground = CellColor::indexed(9);
        QCOMPARE(paintOf(style, colors, false).foreground, colors.ansi[9]);
        style.foreground = {};
        QCOMPARE(paintOf(style, colors, false).foreground, colors.foreground);
    }

    void theSurfaceGetsTheSizeThatFits()
    {
        Shown shown;
        QCOMPARE(shown.surface.columns(), 40);
        QCOMPARE(shown.surface.rows(), 10);
        QSignalSpy spy(&shown.view, &TerminalView::resized);
        shown.view.resize(shown.view.width() + 10 * shown.view.cellSize().width(),
                          shown.view.height());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toInt(), 50);
    }

    void aColouredCellIsPaintedInItsColour()
    {
        Shown shown;
        shown.surface.feed("ab\x1b[41m \x1b[48;2;1;2;3m \x1b[0;7m \x1b[48;5;21;27m ");
        QCOMPARE(shown.background(2, 0), plainColors().ansi[1]);
        QCOMPARE(shown.background(3, 0), QColor(1, 2, 3));
        QCOMPARE(shown.background(4, 0), plainColors().foreground);
        QCOMPARE(shown.background(5, 0), QColor(0, 0, 255));
        QCOMPARE(shown.background(0, 0), plainColors().background);
    }

    void textIsPaintedInItsColourAndConcealedTextIsNot()
    {
        Shown shown;
        shown.surface.feed("\x1b[32m\xe2\x96\x88\x1b[8m\xe2\x96\x88");
        const QImage image = shown.view.viewport()->grab().toImage();
        const QSize size = shown.view.cellSize();
        const TerminalColors colors = plainColors();
        QVERIFY(hasPixel(image, QRect(QPoint(0, 0), size), colors.ansi[2]));
        QVERIFY(!hasPixel(image, QRect(QPoint(size.width() + 1, 0), size - QSize(1, 0)),
                          colors.ansi[2]));
    }

    void theCursorIsFullWithFocusAndHollowWithout()
    {
        Shown shown;
        QVERIFY(shown.view.hasFocus());
        const QSize size = shown.view.cellSize();
        const QPoint middle(size.width() / 2, size.height() / 2);
        QCOMPARE(shown.view.viewport()->grab().toImage().pixelColor(middle), plainColors().cursor);
        shown.view.clearFocus();
        QCOMPARE(shown.view.viewport()->grab().toImage().pixelColor(middle),
                 plainColors().background);
        QCOMPARE(shown.background(0, 0), plainColors().cursor);
        shown.surface.feed("\x1b[?25l");
        QCOMPARE(shown.background(0, 0), plainColors().background);
    }

    void changesArePaintedByThemselves()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        struct Counter : QObject {
            int paints = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                paints += event->type() == QEvent::Paint ? 1 : 0;
                return false;
            }
        } counter;
        shown.view.viewport()->installEventFilter(&counter);
        shown.surface.feed("x");
        QTRY_VERIFY(counter.paints > 0);
    }

    void keysAreTyped()
    {
        Shown shown;
        QTest::keyClicks(&shown.view, QStringLiteral("ls"));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(&shown.view, Qt::Key_Tab);
        QCOMPARE(shown.typed, QByteArray("ls\r\x03\t"));
    }

    void theProgramsKeysComeBeforeTheWindowsShortcuts()
    {
        Shown shown;
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
        Shown shown;
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
        Shown shown;
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
        Shown shown;
        QGuiApplication::clipboard()->setText(QStringLiteral("a\nb"));
        QTest::keyClick(&shown.view, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown.typed, QByteArray("a\rb"));
        shown.typed.clear();
        shown.surface.feed("\x1b[?2004h");
        shown.view.paste();
        QCOMPARE(shown.typed, QByteArray("\x1b[200~a\rb\x1b[201~"));
    }

    void draggingSelectsAndCopies()
    {
        Shown shown;
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
        Shown shown;
        shown.surface.feed("see https://example.org/a?b=1 there\r\nother");
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.cell(8, 0));
        QCOMPARE(shown.view.selectedText(), QStringLiteral("https://example.org/a?b=1"));
        QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, shown.cell(8, 0));
        QCOMPARE(shown.view.selectedText(), QStringLiteral("see https://example.org/a?b=1 there"));
    }

    void blocksAreSelectedWithAlt()
    {
        Shown shown;
        shown.surface.feed("abcd\r\nefgh\r\nijkl");
        shown.drag(shown.cell(1, 0), shown.cell(3, 2), Qt::AltModifier);
        QCOMPARE(shown.view.selectedText(), QStringLiteral("bc\nfg\njk"));
    }

    void theMouseIsReportedUnlessShiftIsHeld()
    {
        Shown shown;
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
        Shown shown;
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
        Shown shown;
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

    void theViewStaysWhereTheUserScrolledTo()
    {
        Shown shown;
        shown.surface.feed(QByteArray("line\r\n").repeated(100));
        QTRY_COMPARE(shown.view.verticalScrollBar()->maximum(), 91);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 91);
        QTest::keyClick(&shown.view, Qt::Key_PageUp, Qt::ShiftModifier);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 82);
        shown.surface.feed("more\r\nmore\r\n");
        QTRY_COMPARE(shown.view.verticalScrollBar()->maximum(), 93);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 82);
        QTest::keyClicks(&shown.view, QStringLiteral("x"));
        QCOMPARE(shown.view.verticalScrollBar()->value(), 93);
    }

    void zoomChangesTheCellsAndComesBack()
    {
        Shown shown;
        const QSize before = shown.view.cellSize();
        QTest::keyClick(&shown.view, Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(&shown.view, Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(shown.view.cellSize().height() > before.height());
        QVERIFY(shown.surface.rows() < 10);
        QTest::keyClick(&shown.view, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(shown.view.cellSize(), before);
        QCOMPARE(shown.surface.rows(), 10);
    }

    void findingShowsAndCountsMatches()
    {
        Shown shown;
        for (int i = 0; i < 50; ++i)
            shown.surface.feed("needle " + QByteArray::number(i) + "\r\n");
        QTest::keyClick(&shown.view, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        auto *bar = shown.view.findChild<FindBar *>();
        QVERIFY(bar && bar->isVisible());
        auto *pattern = bar->findChild<QLineEdit *>();
        QTest::keyClicks(pattern, QStringLiteral("needle 1"));
        const auto says = [&](const QString &words) {
            const auto labels = bar->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](QLabel *label) { return label->text() == words; });
        };
        QTRY_VERIFY(says(QStringLiteral("11 found")));
        QTest::keyClick(pattern, Qt::Key_Return);
        QVERIFY(says(QStringLiteral("11 of 11")));
        QCOMPARE(shown.view.selectedText(), QStringLiteral("needle 1"));
        QTest::keyClick(pattern, Qt::Key_Return);
        QVERIFY(says(QStringLiteral("10 of 11")));
        QTest::keyClick(pattern, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(pattern, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(says(QStringLiteral("1 of 11")));
        QTest::keyClick(pattern, Qt::Key_Up);
        QTest::keyClick(pattern, Qt::Key_F5);
        QCOMPARE(shown.typed, QByteArray());
        QTest::keyClick(pattern, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
    }

    void theContextMenuOffersWhatIsPossible()
    {
        Shown shown;
        shown.view.setReadOnly(true);
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5},
                                shown.view.mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(shown.view.viewport(), &event);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu);
        QStringList disabled;
        for (const QAction *action : menu->actions())
            if (!action->isEnabled() && !action->isSeparator())
                disabled += action->text();
        QCOMPARE(disabled, QStringList({QStringLiteral("&Copy"), QStringLiteral("&Paste")}));
        menu->close();
    }

    void itHasAnAccessibleName()
    {
        Shown shown;
        QVERIFY(!shown.view.accessibleName().isEmpty());
    }
};

HYDRA_UI_TEST_MAIN(TestTerminalView)

#include "test_terminal_view.moc"
