// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/terminal/terminal_text.h"
#include "ui/terminal/feed.h"
#include "ui/terminal/search.h"
#include "ui/terminal/text.h"

#include <QSignalSpy>

using namespace hydra;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

QString selected(const TerminalSurface &surface, TerminalPosition begin, TerminalPosition end,
                 bool isBlock = false)
{
    return selectedText(surface, {begin, end, isBlock});
}

void searchAll(TerminalSearch &search)
{
    while (!search.step(1ms)) {
    }
}

/// 100,000 lines of 80 characters, coloured word by word.
void feedColouredLines(TerminalSurface &surface, int count)
{
    for (int line = 0; line < count; ++line) {
        QByteArray text;
        for (int word = 0; word < 10; ++word)
            text += "\x1b[3" + QByteArray::number((line + word) % 8) + 'm' +
                    QByteArray::number(line * 31 + word).leftJustified(8, 'x');
        surface.feed(text + "\x1b[m\r\n");
    }
}

} // namespace

class TestTerminalText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrappedLinesAreCopiedAsOne()
    {
        TerminalSurface surface(10, 4);
        surface.feed("0123456789abcdef   \r\nnext  ");
        QCOMPARE(selectedText(surface, wholeText(surface)),
                 QStringLiteral("0123456789abcdef\nnext"));
        QCOMPARE(selected(surface, {0, 8}, {1, 2}), QStringLiteral("89ab"));
    }

    void aBlockIsCopiedRowByRow()
    {
        TerminalSurface surface(10, 4);
        surface.feed("0123456789abcdef\r\nnext");
        QCOMPARE(selected(surface, {0, 1}, {2, 4}, true), QStringLiteral("123\nbcd\next"));
    }

    void wideCharactersAndMarksAreCopiedWhole()
    {
        TerminalSurface surface(10, 4);
        surface.feed("漢字e\u0301!");
        QCOMPARE(selected(surface, {0, 0}, {0, 5}), QStringLiteral("漢字e\u0301"));
    }

    void theScrollbackIsCopiedToo()
    {
        TerminalSurface surface(10, 2);
        surface.feed("1\r\n2\r\n\r\n4\r\n5");
        QCOMPARE(selectedText(surface, wholeText(surface)), QStringLiteral("1\n2\n\n4\n5"));
    }

    void aWordGoesOnOverAWrap()
    {
        TerminalSurface surface(10, 4);
        surface.feed("see /usr/share/doc now");
        QCOMPARE(selectedText(surface, wordAt(surface, {1, 2})), QStringLiteral("/usr/share/doc"));
        QCOMPARE(selectedText(surface, lineAt(surface, {1, 2})),
                 QStringLiteral("see /usr/share/doc now"));
        surface.feed("\x1b[2J\x1b[H0123456789ab");
        QCOMPARE(selectedText(surface, wordAt(surface, {0, 2})), QStringLiteral("0123456789ab"));
    }

    void findingLooksAtAllTextAndOverWraps()
    {
        TerminalSurface surface(10, 3);
        surface.feed("a needle here\r\nNEEDLE\r\n12345678needle\r\nno");
        TerminalSearch search(surface);
        search.setPattern(QStringLiteral("needle"), {});
        searchAll(search);
        QCOMPARE(search.matches().size(), std::size_t(3));
        QCOMPARE(selectedText(surface, search.matches()[2]), QStringLiteral("needle"));
        search.setPattern(QStringLiteral("needle"), {false, true});
        searchAll(search);
        QCOMPARE(search.matches().size(), std::size_t(2));
        search.setPattern(QStringLiteral("n.*e\\b"), {true, false});
        searchAll(search);
        QCOMPARE(search.matches().size(), std::size_t(3));
        search.setPattern(QStringLiteral("("), {true, false});
        QVERIFY(!search.isActive() && !search.error().isEmpty());
        search.setPattern(QStringLiteral("("), {false, false});
        QVERIFY(search.isActive());
    }

    void findingGoesRoundTheEnds()
    {
        TerminalSurface surface(10, 5);
        surface.feed("x1\r\nx2\r\nx3");
        TerminalSearch search(surface);
        search.setPattern(QStringLiteral("x"), {});
        searchAll(search);
        QCOMPARE(search.previous()->begin.row, 2);
        QCOMPARE(search.previous()->begin.row, 1);
        QCOMPARE(search.next()->begin.row, 2);
        QCOMPARE(search.next()->begin.row, 0);
        QCOMPARE(search.previous()->begin.row, 2);
    }

    void newTextIsFoundWithoutLookingAtTheOldAgain()
    {
        TerminalSurface surface(10, 2, {10, 1 << 20});
        surface.feed("x1\r\nx2\r\nx3\r\nx4");
        TerminalSearch search(surface);
        search.setPattern(QStringLiteral("x"), {});
        searchAll(search);
        QCOMPARE(search.matches().size(), std::size_t(4));
        surface.feed("\r\x1b[Kgone\r\nx5\r\nx6");
        search.contentChanged();
        searchAll(search);
        QCOMPARE(search.matches().size(), std::size_t(5));
        surface.feed(QByteArray("\r\ny").repeated(13));
        search.contentChanged();
        searchAll(search);
        QCOMPARE(search.matches().size(), std::size_t(0));
    }

    void theScrollbackKeepsItsBounds()
    {
        TerminalSurface surface(80, 4, {100, 1 << 20});
        for (int i = 0; i < 1000; ++i)
            surface.feed(QByteArray::number(i) + "\r\n");
        QCOMPARE(surface.scrollbackLines(), 100);
        QCOMPARE(rowText(surface, surface.firstRow()), QStringLiteral("897"));
        TerminalSurface small(80, 4, {1'000'000, 600 << 10});
        for (int i = 0; i < 20'000; ++i)
            small.feed("a line of some length to fill the blocks " + QByteArray::number(i) +
                       "\r\n");
        QVERIFY(small.scrollbackMemory() <= 600 << 10);
        QVERIFY(small.scrollbackLines() > 5'000);
        QCOMPARE(rowText(small, small.screenTop() - 1),
                 QStringLiteral("a line of some length to fill the blocks 19996"));
    }

    void aHundredThousandColouredLinesTakeAtMostTwelveMegabytes()
    {
        TerminalSurface surface(80, 24);
        feedColouredLines(surface, 100'100);
        QCOMPARE(surface.scrollbackLines(), 100'000);
        QVERIFY2(surface.scrollbackMemory() <= 12'000'000,
                 qPrintable(QString::number(surface.scrollbackMemory())));
        const QString first = rowText(surface, surface.firstRow());
        QVERIFY2(first.startsWith(QString::number(77 * 31)), qPrintable(first));
    }

    void aFeedTellsItsSourceToPauseAndToGoOn()
    {
        TerminalSurface surface;
        TerminalFeed feed(surface);
        QSignalSpy room(&feed, &TerminalFeed::roomChanged);
        QSignalSpy drained(&feed, &TerminalFeed::drained);
        feed.add(QByteArray(2 << 20, 'x'));
        QCOMPARE(room.size(), 1);
        QCOMPARE(room.first().first().toBool(), false);
        QCOMPARE(feed.bytesPending(), qint64(2 << 20));
        QVERIFY(drained.wait(20'000));
        QCOMPARE(room.size(), 2);
        QCOMPARE(room.last().first().toBool(), true);
        QCOMPARE(feed.bytesPending(), qint64(0));
    }

    void aReplayIsNotAnsweredAndWhatFollowsIs()
    {
        TerminalSurface surface;
        TerminalFeed feed(surface);
        QSignalSpy replies(&surface, &TerminalSurface::reply);
        QSignalSpy drained(&feed, &TerminalFeed::drained);
        feed.add("\x1b[6n", TerminalFeed::Kind::Replay);
        feed.add("x\x1b[6n", TerminalFeed::Kind::Live);
        QVERIFY(drained.wait());
        QCOMPARE(replies.size(), 1);
        QCOMPARE(replies.first().first().toByteArray(), QByteArray("\x1b[1;2R"));
    }
};

HYDRA_TEST_MAIN(TestTerminalText)

#include "test_terminal_text.moc"
