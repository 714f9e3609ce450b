// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/terminal/plain_colors.h"
#include "tests/ui/terminal/terminal_text.h"
#include "ui/terminal/surface.h"

#include <QSignalSpy>

#include <random>

using namespace hydra;
using namespace hydra::test;

namespace {

struct Example {
    const char *name;
    QByteArray input;
    QStringList screen; ///< 10 columns, 4 rows
};

const std::vector<Example> &examples()
{
    static const std::vector<Example> all = {
        {"text and line ends", "one\r\ntwo\nthree", lines("one|two|...three")},
        {"a long line wraps", "0123456789ab", lines("0123456789|ab")},
        {"no wrap when switched off", "\x1b[?7l0123456789ab", lines("012345678b")},
        {"the last column waits", "0123456789\rX", lines("X123456789")},
        {"scrolling at the end", "1\r\n2\r\n3\r\n4\r\n5", lines("2|3|4|5")},
        {"cursor position", "\x1b[2;3Hx\x1b[1;1Hy", lines("y|..x")},
        {"cursor moves", "abc\x1b[2D!\x1b[B\x1b[C?\x1b[A^", lines("a!c.^|...?")},
        {"column and row", "\x1b[5Ga\x1b[3db", lines("....a||.....b")},
        {"saved cursor",
         "ab\x1b"
         "7\x1b[4;4Hz\x1b"
         "8c",
         lines("abc|||...z")},
        {"saved cursor, SCO", "ab\x1b[s\x1b[4;4Hz\x1b[uc", lines("abc|||...z")},
        {"tabs", "a\tb", lines("a.......b")},
        {"backspace", "abc\b\bX", lines("aXc")},
        {"erase to the end of the line", "abcdef\x1b[3D\x1b[K", lines("abc")},
        {"erase the line's beginning", "abcdef\x1b[3D\x1b[1K", lines("....ef")},
        {"erase below", "aa\r\nbb\r\ncc\x1b[2;2H\x1b[J", lines("aa|b")},
        {"erase above", "aa\r\nbb\r\ncc\x1b[2;1H\x1b[1J", lines("|.b|cc")},
        {"erase all", "aa\r\nbb\x1b[2Jc", lines("|..c")},
        {"erase characters", "abcdef\x1b[1;2H\x1b[3X", lines("a...ef")},
        {"insert characters", "abcdef\x1b[1;3H\x1b[2@", lines("ab..cdef")},
        {"delete characters", "abcdef\x1b[1;3H\x1b[2P", lines("abef")},
        {"insert mode", "abc\x1b[1;1H\x1b[4hxy", lines("xyabc")},
        {"insert lines", "a\r\nb\r\nc\x1b[2;1H\x1b[L", lines("a||b|c")},
        {"delete lines", "a\r\nb\r\nc\r\nd\x1b[2;1H\x1b[2M", lines("a|d")},
        {"scroll region", "a\r\nb\r\nc\r\nd\x1b[2;3r\x1b[3;1H\ne", lines("a|c|e|d")},
        {"scroll region upwards", "a\r\nb\r\nc\r\nd\x1b[2;3r\x1b[2;1H\x1bMe", lines("a|e|b|d")},
        {"scroll up and down", "a\r\nb\r\nc\x1b[2S\x1b[T", lines("|c")},
        {"repeat", "ab\x1b[3b!", lines("abbbb!")},
        {"repeat over the end", "a\x1b[11b", lines("aaaaaaaaaa|aa")},
        {"line drawing", "\x1b(0qx\x1b(Bq", lines("─│q")},
        {"shift out", "\x1b)0a\x0eq\x0fq", lines("a─q")},
        {"wide characters", "a漢字b", lines("a漢字b")},
        {"a wide character wraps whole", "012345678漢", lines("012345678|漢")},
        {"half a wide character is none", "漢字\x1b[1;2Hx", lines(".x字")},
        {"combining marks", "e\u0301x a\u0308\u0304", lines("e\u0301x a\u0308\u0304")},
        {"a mark on the last column", "0123456789\u0301a", lines("0123456789\u0301|a")},
        {"no sequence begins behind an intermediate", "\x1b)[1bx\x1b(]0;y\x1b(Pz",
         lines("1bx0;yz")},
        {"marks of an older Unicode", "012345678\u06dea\u302eb", lines("012345678\u06dea\u302e|b")},
        {"a mark on nothing", "\u0301a", lines("a")},
        {"broken UTF-8", "a\xc3(\xe2\x82z\xff\xc0\xaf", lines("a\uFFFD(\uFFFDz\uFFFD\uFFFD\uFFFD")},
        {"a surrogate", "\xed\xa0\x80!", lines("\uFFFD\uFFFD\uFFFD!")},
        {"alternate screen", "main\x1b[?1049hother\x1b[?1049l!", lines("main!")},
        {"on the alternate screen", "main\x1b[?1049h\x1b[Hother", lines("other")},
        {"the old alternate screen", "main\x1b[?47h\x1b[Hother\x1b[?47l", lines("main")},
        {"full reset", "abc\x1b[?1049h\x1b[31mdef\x1b\x63x", lines("x")},
        {"soft reset", "abc\x1b[1;1H\x1b[4h\x1b[!px", lines("xbc")},
        {"strings are swallowed",
         "a\x1b]8;;http://x\x07"
         "b\x1bPq#1\x1b\\c\x1b_apc\x1b\\d\x1b^pm\x1b\\e",
         lines("abcde")},
        {"a cancelled sequence",
         "a\x1b[31\x18"
         "b\x1b]0;t\x1a"
         "c",
         lines("abc")},
        {"an escape in a sequence", "a\x1b[3\x1b[Cb", lines("a.b")},
        {"a control inside a sequence", "ab\x1b[\r2Cc", lines("abc")},
        {"too many parameters",
         "\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1Hx",
         lines("x")},
        {"enormous parameters",
         "\x1b[99999999999;99999999999Hx\x1b[99999999999A\ry\x1b[99999999999b",
         lines("yyyyyyyyyy|yyyyyyyyyy|yyyyyyyyyy|yyyyyyyy")},
        {"margins left alone", "\x1b[3;5sabc", lines("abc")},
        {"the alignment pattern", "\x1b#8", lines("EEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE")},
    };
    return all;
}

/// All that a terminal with plain colours replies to INPUT.
QByteArray repliesTo(const QByteArray &input, bool answering = true)
{
    TerminalSurface surface(40, 10);
    surface.setColors(plainColors());
    surface.setAnswering(answering);
    QByteArray replies;
    QObject::connect(&surface, &TerminalSurface::reply,
                     [&replies](const QByteArray &bytes) { replies += bytes; });
    for (char byte : input)
        surface.feed(QByteArray(1, byte));
    return replies;
}

QString title(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestTerminalSurface : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequencesDrawWhatTheyShould_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < examples().size(); ++i)
            QTest::newRow(examples()[i].name) << int(i);
    }
    void sequencesDrawWhatTheyShould()
    {
        QFETCH(int, index);
        const Example &example = examples()[std::size_t(index)];
        TerminalSurface surface(10, 4);
        surface.feed(example.input);
        QCOMPARE(screenTexts(surface), example.screen);
    }

    void everyCutOfTheInputGivesTheSameScreen_data() { sequencesDrawWhatTheyShould_data(); }
    void everyCutOfTheInputGivesTheSameScreen()
    {
        QFETCH(int, index);
        const QByteArray &input = examples()[std::size_t(index)].input;
        TerminalSurface whole(10, 4);
        whole.feed(input);
        for (qsizetype cut = 0; cut <= input.size(); ++cut) {
            TerminalSurface surface(10, 4);
            surface.feed(input.first(cut));
            surface.feed(input.sliced(cut));
            QCOMPARE(everything(surface), everything(whole));
        }
        TerminalSurface bytewise(10, 4);
        for (qsizetype at = 0; at < input.size(); ++at)
            bytewise.feed(input.sliced(at, 1));
        QCOMPARE(everything(bytewise), everything(whole));
    }

    void sgrSetsColoursAndAttributes_data()
    {
        QTest::addColumn<QByteArray>("sgr");
        QTest::addColumn<quint32>("foreground");
        QTest::addColumn<quint32>("background");
        QTest::addColumn<int>("attributes");
        using S = CellStyle;
        const auto row = [](const char *sgr, CellColor foreground, CellColor background,
                            int attributes) {
            QTest::newRow(sgr) << QByteArray(sgr) << foreground.raw() << background.raw()
                               << attributes;
        };
        row("31", CellColor::indexed(1), {}, 0);
        row("1;93;44", CellColor::indexed(11), CellColor::indexed(4), S::Bold);
        row("105", {}, CellColor::indexed(13), 0);
        row("38;5;200", CellColor::indexed(200), {}, 0);
        row("48;2;1;2;3", {}, CellColor::rgb(1, 2, 3), 0);
        row("38:2::10:20:30", CellColor::rgb(10, 20, 30), {}, 0);
        row("38:2:10:20:30;4", CellColor::rgb(10, 20, 30), {}, S::Underline);
        row("48:5:7", {}, CellColor::indexed(7), 0);
        row("2;3;4;7;8;9", {}, {},
            S::Faint | S::Italic | S::Underline | S::Reverse | S::Conceal | S::Strike);
        row("1;2;22", {}, {}, 0);
        row("4:3", {}, {}, S::CurlyUnderline);
        row("21", {}, {}, S::DoubleUnderline);
        row("4;4:0", {}, {}, 0);
        row("58;2;1;4;7;3", {}, {}, S::Italic);
        row("58:2::1:4:7;3", {}, {}, S::Italic);
        row("31;0", {}, {}, 0);
        row("31;", {}, {}, 0);
        row("31;41;39;49", {}, {}, 0);
        row("38;5", {}, {}, 0);
        row("38;2;1;2", {}, {}, 0);
        row("999;1", {}, {}, S::Bold);
        row("0;1;2;3;4;38;2;1;2;3;48;2;4;5;6;7;9;38;5;5", CellColor::indexed(5),
            CellColor::rgb(4, 5, 6),
            S::Bold | S::Faint | S::Italic | S::Underline | S::Reverse | S::Strike);
    }
    void sgrSetsColoursAndAttributes()
    {
        QFETCH(QByteArray, sgr);
        QFETCH(quint32, foreground);
        QFETCH(quint32, background);
        QFETCH(int, attributes);
        TerminalSurface surface(10, 4);
        surface.feed("\x1b[" + sgr + "mx");
        const CellStyle style = styleAt(surface, 0, 0);
        QCOMPARE(style.foreground.raw(), foreground);
        QCOMPARE(style.background.raw(), background);
        QCOMPARE(int(style.attributes), attributes);
    }

    void erasingPaintsTheBackground()
    {
        TerminalSurface surface(10, 4);
        surface.feed("\x1b[44mab\x1b[K");
        QCOMPARE(styleAt(surface, 0, 9).background, CellColor::indexed(4));
        QCOMPARE(styleAt(surface, 1, 0).background, CellColor());
    }

    void savedPensComeBack()
    {
        TerminalSurface surface(10, 4);
        surface.feed("\x1b[31m\x1b"
                     "7\x1b[0;1m\x1b"
                     "8x\x1b[?1049h\x1b[35m\x1b[?1049ly");
        QCOMPARE(styleAt(surface, 0, 0).foreground, CellColor::indexed(1));
        QCOMPARE(styleAt(surface, 0, 1).foreground, CellColor::indexed(1));
    }

    void titlesComeWholeAndOnce()
    {
        TerminalSurface surface;
        QSignalSpy spy(&surface, &TerminalSurface::titleChanged);
        const QByteArray longTitle(1000, 'x');
        surface.feed("\x1b]0;" + longTitle.first(500));
        surface.feed(longTitle.sliced(500) + "\x1b\\");
        QCOMPARE(surface.title(), QString::fromLatin1(longTitle));
        surface.feed("\x1b]2;" + longTitle + "\x07");
        QCOMPARE(spy.size(), 1);
        surface.feed("\x1b]2;Ger\xc3\xa4t\x07\x1b]52;c;AAAA\x07");
        QCOMPARE(surface.title(), title("Gerät"));
    }

    void theBellRings()
    {
        TerminalSurface surface;
        QSignalSpy spy(&surface, &TerminalSurface::bell);
        surface.feed("a\x07");
        QCOMPARE(spy.size(), 1);
    }

    void queriesAreAnsweredButNotInAReplay()
    {
        TerminalSurface surface;
        QSignalSpy spy(&surface, &TerminalSurface::reply);
        surface.setAnswering(false);
        surface.feed("ab\x1b[6n\x1b[c\x1b[5n");
        QCOMPARE(spy.size(), 0);
        surface.setAnswering(true);
        surface.feed("\x1b[6n");
        QCOMPARE(spy.takeFirst().first().toByteArray(), QByteArray("\x1b[1;3R"));
        surface.feed("\x1b[c");
        QVERIFY(spy.takeFirst().first().toByteArray().startsWith("\x1b[?"));
    }

    void programsAreToldWhatTheyAskFor_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("reply");
        const auto row = [](const char *name, const char *query, const char *reply) {
            QTest::newRow(name) << QByteArray(query) << QByteArray(reply);
        };
        row("the background, ended by BEL", "\x1b]11;?\a", "\x1b]11;rgb:0000/0000/0000\a");
        row("the background, ended by ST", "\x1b]11;?\x1b\\", "\x1b]11;rgb:0000/0000/0000\x1b\\");
        row("the text", "\x1b]10;?\a", "\x1b]10;rgb:c8c8/c8c8/c8c8\a");
        row("text, background and cursor", "\x1b]10;?;?;?;?\a",
            "\x1b]10;rgb:c8c8/c8c8/c8c8\a\x1b]11;rgb:0000/0000/0000\a"
            "\x1b]12;rgb:ffff/8080/0000\a");
        row("in reverse video", "\x1b[?5h\x1b]11;?\a", "\x1b]11;rgb:0000/0000/0000\a");
        row("of the palette", "\x1b]4;1;?;196;?\a",
            "\x1b]4;1;rgb:aaaa/0000/0000\a\x1b]4;196;rgb:ffff/0000/0000\a");
        row("no colour of the palette", "\x1b]4;256;?\a\x1b]4;-1;?\a\x1b]4;x;?\a\x1b]4;?\a", "");
        row("a colour that is set", "\x1b]11;#ffffff\a\x1b]4;1;#ffffff;1;?\a",
            "\x1b]4;1;rgb:aaaa/0000/0000\a");
        row("a mouse colour", "\x1b]13;?\a", "");
        row("another string", "\x1b]52;c;?\a\x1b]8;;http://x/?a\a\x1b]?\a", "");
        row("a plain pen", "\x1bP$qm\x1b\\", "\x1bP1$r0m\x1b\\");
        row("a rich pen", "\x1b[1;3;4:3;7;31;103m\x1bP$qm\x1b\\",
            "\x1bP1$r0;1;3;4:3;7;31;103m\x1b\\");
        row("a true colour", "\x1b[38;2;1;2;3;48;5;200m\x1bP$qm\x1b\\",
            "\x1bP1$r0;38:2::1:2:3;48:5:200m\x1b\\");
        row("the margins", "\x1bP$qr\x1b\\\x1b[2;5r\x1bP$qr\x1b\\",
            "\x1bP1$r1;10r\x1b\\\x1bP1$r2;5r\x1b\\");
        row("the cursor's shape", "\x1b[4 q\x1bP$q q\x1b\\", "\x1bP1$r4 q\x1b\\");
        row("an unknown setting", "\x1bP$qx\x1b\\", "\x1bP0$r\x1b\\");
        row("the size", "\x1b[18t", "\x1b[8;10;40t");
        row("no other window operation", "\x1b[21t\x1b[8;5;5t\x1b[>18t", "");
    }
    void programsAreToldWhatTheyAskFor()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, reply);
        QCOMPARE(repliesTo(query), reply);
        QCOMPARE(repliesTo(query, false), QByteArray());
    }

    void aPenThatIsReportedSetsTheSamePen()
    {
        const QByteArray report = repliesTo("\x1b[2;9;21;8;38;5;99;45m\x1bP$qm\x1b\\");
        const QByteArray sgr = "\x1b[" + report.sliced(5, report.size() - 7);
        QCOMPARE(repliesTo(sgr + "\x1bP$qm\x1b\\"), report);
    }

    void repliesComeInTheOrderOfTheQueries()
    {
        QCOMPARE(repliesTo("ab\x1b[6n\x1b]11;?\a\x1b[18t\x1b[5n"),
                 QByteArray("\x1b[1;3R\x1b]11;rgb:0000/0000/0000\a\x1b[8;10;40t\x1b[0n"));
    }

    void modesAreTracked()
    {
        TerminalSurface surface;
        surface.feed("\x1b[?1;2004;1002;1006;1004h\x1b=");
        TerminalModes modes = surface.modes();
        QVERIFY(modes.applicationCursor && modes.bracketedPaste && modes.sgrMouse &&
                modes.focusReports);
        QVERIFY(modes.applicationKeypad && modes.mouse == TerminalModes::Mouse::Drag);
        surface.feed("\x1b[?1;1006l\x1b>");
        QVERIFY(!surface.modes().applicationCursor && !surface.modes().sgrMouse &&
                !surface.modes().applicationKeypad);
        surface.feed("\x1b\x63");
        QVERIFY(surface.modes() == TerminalModes());
    }

    void cursorsHaveShapes()
    {
        TerminalSurface surface;
        surface.feed("\x1b[4 q");
        QCOMPARE(surface.cursorLook().shape, CursorLook::Shape::Underline);
        surface.feed("\x1b[6 q\x1b[?25l");
        QCOMPARE(surface.cursorLook().shape, CursorLook::Shape::Bar);
        QVERIFY(!surface.cursorLook().isVisible);
    }

    void anyBytesAndAnyResizesAreBorne()
    {
        const QByteArray alphabet("\x1b\x1b\x1b[[[]?;;0123456789mHhlJKLMPXr@bcsut "
                                  "\r\n\t\x07\\\xe6\xbc\xa2\xcc\x81\xc3\xff"
                                  "abc(0\x0e#8");
        for (unsigned seed = 1; seed <= 30; ++seed) {
            std::mt19937 random(seed);
            TerminalSurface surface(20, 6);
            for (int turn = 0; turn < 60; ++turn) {
                QByteArray bytes;
                for (int i = 0; i < 100; ++i)
                    bytes += alphabet[qsizetype(random() % unsigned(alphabet.size()))];
                surface.feed(bytes);
                if (turn % 4 == 0)
                    surface.resize(2 + int(random() % 60), 1 + int(random() % 20));
                const TerminalPosition cursor = surface.cursor();
                QVERIFY(cursor.row >= surface.screenTop() && cursor.row < surface.endRow());
                QVERIFY(cursor.column >= 0 && cursor.column < surface.columns());
            }
            QVERIFY(everything(surface).size() > 1);
        }
    }

    void manyColoursDoNotPileUp()
    {
        TerminalSurface surface(20, 4, {100, 1 << 20});
        for (int i = 0; i < 80'000; i += 100) {
            QByteArray bytes;
            for (int colour = i; colour < i + 100; ++colour)
                bytes += "\x1b[38;2;" + QByteArray::number(colour >> 16) + ';' +
                         QByteArray::number(colour >> 8 & 255) + ';' +
                         QByteArray::number(colour & 255) + "mx";
            surface.feed(bytes + "\r\n");
        }
        QVERIFY(surface.pool().size() < 70'000);
        QCOMPARE(styleAt(surface, 2, 19).foreground, CellColor::rgb(1, 56, 127));
    }
};

HYDRA_TEST_MAIN(TestTerminalSurface)

#include "test_terminal_surface.moc"
