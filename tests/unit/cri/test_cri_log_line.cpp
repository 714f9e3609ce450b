// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/log_line.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

constexpr qint64 nsPerSecond = 1000000000;
const QByteArray t0 = "2026-11-24T08:18:06.293149802Z";
const qint64 t0Ns = 1795508286 * nsPerSecond + 293149802;

std::vector<CriLogLine> parse(const QByteArray &bytes, qsizetype limit = 1 << 20)
{
    CriLogParser parser(limit);
    auto lines = parser.add(bytes);
    for (const auto &line : parser.finish())
        lines.push_back(line);
    return lines;
}

std::vector<CriLogLine> parseInPieces(const QByteArray &bytes, qsizetype size, qsizetype limit)
{
    CriLogParser parser(limit);
    std::vector<CriLogLine> lines;
    const auto take = [&](const std::vector<CriLogLine> &more) {
        lines.insert(lines.end(), more.begin(), more.end());
    };
    for (qsizetype at = 0; at < bytes.size(); at += size)
        take(parser.add(bytes.mid(at, size)));
    take(parser.finish());
    return lines;
}

} // namespace

class TestCriLogLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreNanosecondsInAnyZone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ns");
        QTest::newRow("epoch") << QByteArray("1970-01-01T00:00:00Z") << qint64(0);
        QTest::newRow("nanoseconds") << t0 << t0Ns;
        QTest::newRow("few digits") << QByteArray("1970-01-01T00:00:01.5Z") << nsPerSecond * 3 / 2;
        QTest::newRow("east") << QByteArray("1970-01-01T02:00:00.000000001+01:30")
                              << 1800 * nsPerSecond + 1;
        QTest::newRow("west") << QByteArray("1970-01-01T00:00:00-05:00") << 18000 * nsPerSecond;
        QTest::newRow("before") << QByteArray("1969-12-31T23:59:59.25Z") << -nsPerSecond * 3 / 4;
        QTest::newRow("leap day") << QByteArray("1972-02-29T00:00:00Z")
                                  << 789 * 86400 * nsPerSecond;
    }

    void timesAreNanosecondsInAnyZone()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ns);
        const auto time = parseLogTime(text);
        QVERIFY(time);
        QCOMPARE(*time, ns);
    }

    void timesThatAreNoneAreRefused()
    {
        for (const char *bad :
             {"", "2026", "2026-11-24", "2026-11-24T08:18:06", "2026-11-24 08:18:06Z",
              "2026-13-24T08:18:06Z", "2026-02-30T08:18:06Z", "2026-11-24T24:00:00Z",
              "2026-11-24T08:18:06.Z", "2026-11-24T08:18:06+1:00", "2026-11-24T08:18:06ZZ",
              "2026-11-24T08:18:06+99:00", "1600-01-01T00:00:00Z", "9999-01-01T00:00:00Z",
              "2026-11-2xT08:18:06Z", "-026-11-24T08:18:06Z"})
            QVERIFY2(!parseLogTime(bad), bad);
    }

    void aFullRecordIsALine()
    {
        const auto lines = parse(t0 + " stdout F out1\n" + t0 + " stderr F  two  words \n");
        QCOMPARE(lines.size(), 2U);
        QVERIFY((lines[0] == CriLogLine{t0Ns, CriStream::Stdout, "out1", false}));
        QVERIFY((lines[1] == CriLogLine{t0Ns, CriStream::Stderr, " two  words ", false}));
    }

    void piecesAreJoinedPerStreamAndKeepTheFirstTime()
    {
        const QByteArray later = "2026-11-24T08:18:07Z";
        const auto lines = parse(t0 + " stdout P one \n" + t0 + " stderr F between\n" + later +
                                 " stdout P two \n" + later + " stdout F three\n");
        QCOMPARE(lines.size(), 2U);
        QVERIFY((lines[0] == CriLogLine{t0Ns, CriStream::Stderr, "between", false}));
        QVERIFY((lines[1] == CriLogLine{t0Ns, CriStream::Stdout, "one two three", false}));
    }

    void aLineThatNeverEndedIsPartial()
    {
        const auto lines = parse(t0 + " stdout P prompt> \n");
        QCOMPARE(lines.size(), 1U);
        QVERIFY((lines[0] == CriLogLine{t0Ns, CriStream::Stdout, "prompt> ", true}));
    }

    void furtherTagsAreIgnoredAndContentMayBeEmptyOrBinary()
    {
        const auto lines = parse(t0 + " stdout F:x:y \n" + t0 + " stdout F\n" + t0 +
                                 QByteArray(" stdout F \x00\xff\x1b[0m\r\n", 17));
        QCOMPARE(lines.size(), 3U);
        QVERIFY(lines[0].text.isEmpty() && lines[0].timeNs == t0Ns);
        QVERIFY(lines[1].text.isEmpty() && lines[1].timeNs == t0Ns);
        QCOMPARE(lines[2].text, QByteArray("\x00\xff\x1b[0m\r", 7));
    }

    void whatIsNoRecordComesAsItStands()
    {
        const QByteArray head(300, 'h');
        for (const QByteArray &bad :
             {QByteArray("panic: no"), QByteArray(), QByteArray("a b c d"), t0 + " stdin F x",
              t0 + " stdout X x", t0 + " stdout", t0 + "  stdout F x", head}) {
            const auto lines = parse(bad + "\n" + t0 + " stdout F next\n");
            QCOMPARE(lines.size(), 2U);
            QVERIFY((lines[0] == CriLogLine{0, CriStream::Stdout, bad, false}));
            QCOMPARE(lines[1].text, QByteArray("next"));
        }
    }

    void anUnfinishedHeadIsHandedOverAtTheEnd()
    {
        const auto lines = parse("2026-11-24T08");
        QCOMPARE(lines.size(), 1U);
        QVERIFY((lines[0] == CriLogLine{0, CriStream::Stdout, "2026-11-24T08", true}));
    }

    void aLongLineComesInBoundedPieces()
    {
        const auto lines = parse(t0 + " stdout P aaaa\n" + t0 + " stdout F aaaaabb\n", 4);
        QCOMPARE(lines.size(), 3U);
        QVERIFY((lines[0] == CriLogLine{t0Ns, CriStream::Stdout, "aaaa", true}));
        QVERIFY((lines[1] == CriLogLine{t0Ns, CriStream::Stdout, "aaaa", true}));
        QVERIFY((lines[2] == CriLogLine{t0Ns, CriStream::Stdout, "abb", false}));
    }

    void aLineOfExactlyTheLimitIsWhole()
    {
        const auto lines = parse(t0 + " stdout F aaaa\n", 4);
        QCOMPARE(lines.size(), 1U);
        QVERIFY(!lines[0].partial);
    }

    void anEndlessLineIsNeverKept()
    {
        CriLogParser parser(1000);
        qsizetype kept = 0;
        (void)parser.add(t0 + " stdout F ");
        for (int i = 0; i < 1000; ++i) {
            kept += 1000;
            for (const auto &line : parser.add(QByteArray(1000, 'x')))
                kept -= line.text.size();
            QVERIFY(kept <= 1000);
        }
    }

    void theCutDoesNotMatter()
    {
        const QByteArray log = t0 + " stdout P one \n" + t0 + " stderr F e\n" + "junk\n" + "\n" +
                               t0 + " stdout F two three four\n" + t0 + " stderr P last\n" +
                               QByteArray(200, 'z') + " \n" + t0 + " stdo";
        for (const qsizetype limit : {3, 8, 1 << 20}) {
            const auto whole = parse(log, limit);
            QVERIFY(whole.size() > 5);
            for (qsizetype size = 1; size < log.size(); ++size)
                QVERIFY2(parseInPieces(log, size, limit) == whole,
                         qPrintable(QString::number(size)));
            for (qsizetype cut = 0; cut <= log.size(); ++cut) {
                CriLogParser parser(limit);
                auto lines = parser.add(log.left(cut));
                for (const auto &part : {parser.add(log.mid(cut)), parser.finish()})
                    lines.insert(lines.end(), part.begin(), part.end());
                QVERIFY2(lines == whole, qPrintable(QString::number(cut)));
            }
        }
    }

    void aParserIsAsNewAfterTheEnd()
    {
        CriLogParser parser;
        (void)parser.add(t0 + " stdout P half");
        QCOMPARE(parser.finish().size(), 1U);
        QVERIFY(parser.finish().empty());
        const auto lines = parser.add(t0 + " stderr F new\n");
        QCOMPARE(lines.size(), 1U);
        QCOMPARE(lines[0].text, QByteArray("new"));
    }
};

HYDRA_TEST_MAIN(TestCriLogLine)
#include "test_cri_log_line.moc"
