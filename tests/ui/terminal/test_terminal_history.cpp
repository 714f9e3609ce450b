// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/terminal/terminal_text.h"
#include "ui/terminal/surface.h"

#include <random>

using namespace hydra;
using namespace hydra::test;

/// What scrolls off the screen, and what a new size does to it.
class TestTerminalHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatScrollsOffIsKept()
    {
        TerminalSurface surface(10, 2);
        surface.feed("1\r\n2\r\n\x1b[31m3\x1b[m\r\n4\r\n0123456789ab\r\nend");
        QCOMPARE(rowTexts(surface, surface.firstRow(), surface.endRow()),
                 lines("1|2|3|4|0123456789|ab|end"));
        QCOMPARE(surface.scrollbackLines(), 5);
        surface.feed("\x1b[3J");
        QCOMPARE(rowTexts(surface, surface.firstRow(), surface.endRow()), lines("ab|end"));
    }

    void aLineLongerThanAnyIsKeptInParts()
    {
        for (const int rows : {1, 2}) {
            TerminalSurface surface(90, rows);
            surface.feed("\x1b[31m8\x1b[32767b\x1b[32767b\x1b[32767b\x1b[m\r\nend");
            surface.resize(40, rows);
            qint64 cells = 0;
            for (qint64 row = surface.firstRow(); row < surface.endRow(); ++row)
                cells += rowText(surface, row).count(u'8');
            QCOMPARE(cells, 3 * 32767 + 1);
        }
    }

    void theAlternateScreenHasNoScrollback()
    {
        TerminalSurface surface(10, 2);
        surface.feed("1\r\n2\r\n3\x1b[?1049h\x1b[Ha\r\nb\r\nc");
        QCOMPARE(rowTexts(surface, surface.firstRow(), surface.endRow()), lines("b|c"));
        surface.feed("\x1b[?1049l");
        QCOMPARE(rowTexts(surface, surface.firstRow(), surface.endRow()), lines("1|2|3"));
    }

    void aNewWidthWrapsLinesAnew()
    {
        TerminalSurface surface(10, 3);
        surface.feed("0123456789abcdef\r\nshort\r\n$ ");
        surface.resize(6, 3);
        QCOMPARE(rowTexts(surface, surface.firstRow(), surface.endRow()),
                 lines("012345|6789ab|cdef|short|$ "));
        QCOMPARE(surface.cursor().column, 2);
        QCOMPARE(surface.cursor().row, surface.endRow() - 1);
        surface.resize(16, 3);
        QCOMPARE(rowTexts(surface, surface.firstRow(), surface.endRow()),
                 lines("0123456789abcdef|short|$ "));
        surface.feed("x");
        QCOMPARE(rowText(surface, surface.endRow() - 1), QStringLiteral("$ x"));
    }

    void aTallerScreenShowsMoreOfTheScrollback()
    {
        TerminalSurface surface(10, 2);
        surface.feed("1\r\n2\r\n3\r\n4");
        surface.resize(10, 4);
        QCOMPARE(screenTexts(surface), lines("1|2|3|4"));
        surface.feed("\x1b[2J\x1b[H");
        surface.resize(10, 6);
        QCOMPARE(screenTexts(surface), QStringList());
    }

    void theCursorIsBackOnItsTextAfterAnAlternateScreen()
    {
        TerminalSurface surface(10, 4);
        surface.feed("0123456789abc\x1b[?1049hother");
        surface.resize(5, 4);
        surface.feed("\x1b[?1049l!");
        QCOMPARE(screenTexts(surface), lines("01234|56789|abc!"));
    }

    void textSurvivesAnyResizes()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            TerminalSurface surface(40, 10);
            QString expected;
            for (int line = 0; line < 60; ++line) {
                QString text;
                for (unsigned length = random() % 70; length > 0; --length)
                    text += random() % 9 == 0   ? QStringLiteral("漢")
                            : random() % 9 == 0 ? QStringLiteral("e\u0301")
                                                : QString(QChar(char16_t(u'a' + random() % 26)));
                expected += text + u'\n';
                surface.feed("\x1b[3" + QByteArray::number(random() % 8) + 'm' + text.toUtf8() +
                             "\r\n");
                const int columns = 2 + int(random() % 90);
                const int rows = 1 + int(random() % 30);
                if (random() % 3 == 0)
                    surface.resize(columns, rows);
            }
            QString found;
            for (qint64 row = surface.firstRow(); row < surface.endRow(); ++row)
                found += rowText(surface, row) +
                         (surface.row(row).isWrapped ? QString() : QStringLiteral("\n"));
            while (found.endsWith(u'\n'))
                found.chop(1);
            while (expected.endsWith(u'\n'))
                expected.chop(1);
            QCOMPARE(found.split(u'\n'), expected.split(u'\n'));
        }
    }
};

HYDRA_TEST_MAIN(TestTerminalHistory)
#include "test_terminal_history.moc"
