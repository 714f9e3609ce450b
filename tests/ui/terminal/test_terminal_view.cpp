// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/terminal/shown_terminal.h"
#include "ui/terminal/find_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

#include <algorithm>

using namespace hydra;
using namespace hydra::test;

namespace {

bool hasPixel(const QImage &image, const QRect &rect, const QColor &color)
{
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

} // namespace

/// What a terminal shows, and how a user moves in it.
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
        ShownTerminal shown;
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
        ShownTerminal shown;
        shown.surface.feed("ab\x1b[41m \x1b[48;2;1;2;3m \x1b[0;7m \x1b[48;5;21;27m ");
        QCOMPARE(shown.background(2, 0), plainColors().ansi[1]);
        QCOMPARE(shown.background(3, 0), QColor(1, 2, 3));
        QCOMPARE(shown.background(4, 0), plainColors().foreground);
        QCOMPARE(shown.background(5, 0), QColor(0, 0, 255));
        QCOMPARE(shown.background(0, 0), plainColors().background);
    }

    void textIsPaintedInItsColourAndConcealedTextIsNot()
    {
        ShownTerminal shown;
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
        ShownTerminal shown;
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
        ShownTerminal shown;
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

    void programsAreToldTheColoursThatArePainted()
    {
        ShownTerminal shown;
        QByteArray told;
        connect(&shown.surface, &TerminalSurface::reply, &shown.view,
                [&told](const QByteArray &bytes) { told = bytes; });
        shown.surface.feed("\x1b]11;?\a");
        QCOMPARE(told, QByteArray("\x1b]11;rgb:0000/0000/0000\a"));
        TerminalColors light = plainColors();
        light.background = QColor(255, 255, 254);
        shown.view.setColors(light);
        shown.surface.feed("\x1b]11;?\a");
        QCOMPARE(told, QByteArray("\x1b]11;rgb:ffff/ffff/fefe\a"));
        QTRY_COMPARE(shown.background(0, 5), light.background);
    }

    void theViewStaysWhereTheUserScrolledTo()
    {
        ShownTerminal shown;
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
        ShownTerminal shown;
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
        ShownTerminal shown;
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
        ShownTerminal shown;
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
        ShownTerminal shown;
        QVERIFY(!shown.view.accessibleName().isEmpty());
    }
};

HYDRA_TEST_MAIN(TestTerminalView)
#include "test_terminal_view.moc"
