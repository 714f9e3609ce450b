// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/terminal_reports.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

const QByteArray kText = "a\x1b[31mred\x1b[0m\x1b]0;title\a\x1b(B\x1b[?25h\x1b[?1;2c";

QByteArray strip(std::initializer_list<QByteArray> pieces)
{
    QueryStripper stripper;
    QByteArray out;
    for (const QByteArray &piece : pieces)
        out += stripper.feed(piece);
    return out + stripper.flush();
}

/// The reports and the typed bytes, each concatenated.
std::pair<QByteArray, QByteArray> part(std::initializer_list<QByteArray> pieces)
{
    InputFilter filter;
    std::pair<QByteArray, QByteArray> out;
    for (const QByteArray &piece : pieces)
        for (const auto &[isReport, bytes] : filter.feed(piece))
            (isReport ? out.first : out.second) += bytes;
    out.second += filter.flush();
    return out;
}

} // namespace

class TestTerminalReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queriesAreStripped_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query : {"\x1b[6n",
                                  "\x1b[5n",
                                  "\x1b[?6n",
                                  "\x1b[c",
                                  "\x1b[0c",
                                  "\x1b[>c",
                                  "\x1b[>0c",
                                  "\x1b[=c",
                                  "\x1bZ",
                                  "\x05",
                                  "\x1b]11;?\a",
                                  "\x1b]10;?\x1b\\",
                                  "\x1b]4;1;?\a",
                                  "\x1b]52;c;?\a",
                                  "\x1bP$qm\x1b\\",
                                  "\x1bP+q544e\x1b\\",
                                  "\x1b[?2026$p",
                                  "\x1b[4$p",
                                  "\x1b[18t",
                                  "\x1b[14;2t",
                                  "\x1b[>q",
                                  "\x1b[>0q",
                                  "\x1b[?u",
                                  "\x1b[x",
                                  "\x1b[1x",
                                  "\x1b[?1;1;0S",
                                  "\x1b[1;1;1;1;1;1*y",
                                  "\x1b[1$w",
                                  "\x1b[6\rn"})
            QTest::newRow(QByteArray(query).toPercentEncoding().constData()) << QByteArray(query);
    }

    void queriesAreStripped()
    {
        QFETCH(QByteArray, query);
        const QByteArray text = "before" + query + "after";
        for (qsizetype cut = 0; cut <= text.size(); ++cut)
            QCOMPARE(strip({text.left(cut), text.mid(cut)}), QByteArray("beforeafter"));
    }

    void everythingElseIsKept()
    {
        const QByteArray kept = kText +
                                "\x1b[2 q\x1b[8;24;80t\x1b[>4;1m\x1b[>4n\x1b]8;;http://x/?a=b\a"
                                "\x1b[?1049h\x1b]0;what?\a\x1bPq#0;2;0\x1b\\\xc3\xbc\x1b";
        for (qsizetype cut = 0; cut <= kept.size(); ++cut)
            QCOMPARE(strip({kept.left(cut), kept.mid(cut)}), kept);
    }

    void aQueryThatInterruptsAnotherSequenceIsStripped()
    {
        QCOMPARE(strip({"\x1b]0;x\x1b[6ny"}), QByteArray("\x1b]0;xy"));
        QCOMPARE(strip({"\x1b[3\x1b[6ny"}), QByteArray("\x1b[3y"));
        QCOMPARE(strip({"\x1b[6\x18n"}), QByteArray("\x1b[6\x18n"));
    }

    void anEndlessStringIsBounded()
    {
        QueryStripper stripper;
        const QByteArray out = stripper.feed("\x1b]0;" + QByteArray(1 << 20, 'x'));
        QVERIFY(out.size() > (1 << 20) - (70 << 10));
    }

    void reportsArePartedFromKeys_data()
    {
        QTest::addColumn<QByteArray>("report");
        for (const char *report :
             {"\x1b[12;40R", "\x1b[?12;40R", "\x1b[0n", "\x1b[?62;22c", "\x1b[>1;10;0c",
              "\x1b[?2026;2$y", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]4;1;rgb:00/00/00\a",
              "\x1bP1$r0m\x1b\\", "\x1bP>|xterm\x1b\\", "\x1b[8;24;80t", "\x1b[2;1;1;112;112;1;0x",
              "\x1b[?1u"})
            QTest::newRow(QByteArray(report).toPercentEncoding().constData()) << QByteArray(report);
    }

    void reportsArePartedFromKeys()
    {
        QFETCH(QByteArray, report);
        const QByteArray text = "ls" + report + "\r";
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            const auto [reports, typed] = part({text.left(cut), text.mid(cut)});
            QCOMPARE(reports, report);
            QCOMPARE(typed, QByteArray("ls\r"));
        }
    }

    void keysAreTyped()
    {
        const QByteArray keys = "\x1b[A\x1bOP\x1b[1;5C\x1b[3~\x1b[200~paste\x1b[201~\x1b[<0;3;"
                                "4M\x1bx\x1b[97;5u\x1b[I\x1b";
        const auto [reports, typed] = part({keys});
        QCOMPARE(typed, keys);
        QVERIFY(reports.isEmpty());
    }

    void theEscapeKeyIsHeldUntilFlushed()
    {
        InputFilter filter;
        QVERIFY(filter.feed("\x1b").empty());
        QVERIFY(filter.holdsBack());
        QCOMPARE(filter.flush(), QByteArray("\x1b"));
        QVERIFY(!filter.holdsBack());
    }
};

HYDRA_TEST_MAIN(TestTerminalReports)
#include "test_terminal_reports.moc"
