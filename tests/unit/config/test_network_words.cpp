// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/network_words.h"
#include "tests/support/test_main.h"

#include <random>

using namespace hydra;

class TestNetworkWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDelayHasAUnit_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("microseconds"); // -1: none
        QTest::addColumn<QString>("again");
        const auto row = [](const char *text, int us, const char *again = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << us << QString::fromUtf8(again);
        };
        row("50ms", 50000, "50ms");
        row("50 ms", 50000, "50ms");
        row("1.5s", 1500000, "1500ms");
        row("250us", 250, "250us");
        row("0", 0, "0");
        row("0ms", 0, "0");
        row("60s", 60000000, "60s");
        for (const char *none : {"", "50", "ms", "-1ms", "61s", "1m", "1e3ms", "50ms ", "0x1ms",
                                 "50%", "1.ms", ".5ms", "99999999999999999999s"})
            row(none, -1);
    }
    void aDelayHasAUnit()
    {
        QFETCH(QString, text);
        QFETCH(int, microseconds);
        QFETCH(QString, again);
        const auto delay = parseDelay(text);
        QCOMPARE(delay ? int(delay->count()) : -1, microseconds);
        if (delay)
            QCOMPARE(delayText(*delay), again);
    }

    void aLossIsAPercentageOrAPartOfOne_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("loss"); // -1: none
        QTest::addColumn<QString>("again");
        const auto row = [](const char *text, double loss, const char *again = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << loss << QString::fromUtf8(again);
        };
        row("1%", 0.01, "1%");
        row("0.01", 0.01, "1%");
        row("0.5 %", 0.005, "0.5%");
        row("100%", 1, "100%");
        row("0", 0, "0");
        row("0%", 0, "0");
        for (const char *none : {"", "1", "1.0", "100", "101%", "-1%", "%", "1ms", "1e-2", "nan"})
            row(none, -1);
    }
    void aLossIsAPercentageOrAPartOfOne()
    {
        QFETCH(QString, text);
        QFETCH(double, loss);
        QFETCH(QString, again);
        const auto read = parseLoss(text);
        QCOMPARE(read.value_or(-1), loss);
        if (read)
            QCOMPARE(lossText(*read), again);
    }

    void aRateIsInBitsPerSecond_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("rate"); // -1: none
        QTest::addColumn<QString>("again");
        const auto row = [](const char *text, qint64 rate, const char *again = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << rate << QString::fromUtf8(again);
        };
        row("10Mbit", 10000000, "10Mbit");
        row("10mbit", 10000000, "10Mbit");
        row("1.5Gbit", 1500000000, "1500Mbit");
        row("512kbit", 512000, "512kbit");
        row("1500bit", 1500, "1500bit");
        row("0", 0, "0");
        row("1000Gbit", 1000000000000, "1000Gbit");
        for (const char *none : {"", "10", "10M", "10MB", "10Mbps", "999bit", "1001Gbit", "-1kbit"})
            row(none, -1);
    }
    void aRateIsInBitsPerSecond()
    {
        QFETCH(QString, text);
        QFETCH(qint64, rate);
        QFETCH(QString, again);
        const auto read = parseRate(text);
        QCOMPARE(read ? qint64(*read) : -1, rate);
        if (read)
            QCOMPARE(rateText(*read), again);
    }

    void aLinkIsChangedWordByWord()
    {
        using namespace std::chrono_literals;
        const auto with = [](const LinkSpec &link, const char *words) {
            return linkWith(link, QString::fromUtf8(words).split(u' '));
        };
        const auto link = with({.jitter = 2ms, .loss = 0.5}, "delay=50ms loss=1% down=true");
        QVERIFY(link);
        QCOMPARE(*link, (LinkSpec{.delay = 50ms, .jitter = 2ms, .loss = 0.01, .down = true}));
        QCOMPARE(linkText(*link), QStringLiteral("delay=50ms jitter=2ms loss=1% down=true"));
        QCOMPARE(*linkWith({}, linkText(*link).split(u' ')), *link);
        QCOMPARE(*with(*link, "down=false rate=1.5Mbit"),
                 (LinkSpec{.delay = 50ms, .jitter = 2ms, .loss = 0.01, .rate = 1500000}));
        QCOMPARE(*with(*link, "clear"), LinkSpec());
        QCOMPARE(linkText({}), QStringLiteral("clear"));
        for (const char *wrong : {"delay=50", "delay", "loss=1", "rate=10", "down=yes",
                                  "colour=red", "clear delay=5ms", "=5ms"}) {
            const auto none = with({}, wrong);
            QVERIFY2(!none && none.error().code == ErrorCode::Invalid &&
                         none.error().hint.startsWith(u"write "),
                     wrong);
        }
    }

    void policiesAreWords()
    {
        for (const char *word : {"open", "none", "allow=deb.debian.org,10.0.0.0/8:53/udp"}) {
            const auto egress = egressFrom(QString::fromUtf8(word));
            QVERIFY2(egress, word);
            QCOMPARE(egressText(*egress), QString::fromUtf8(word));
        }
        for (const char *word : {"all", "none", "vm1", "vm1,vm2"}) {
            const auto peers = peersFrom(QString::fromUtf8(word));
            QVERIFY2(peers, word);
            QCOMPARE(peersText(*peers), QString::fromUtf8(word));
        }
        for (const char *wrong : {"", "closed", "allow=", "allow=::1", "allow=a b", "Open"})
            QVERIFY2(egressFrom(QString::fromUtf8(wrong)).error().code == ErrorCode::Invalid,
                     wrong);
        for (const char *wrong : {"", ",", "VM1", "a/b"})
            QVERIFY2(peersFrom(QString::fromUtf8(wrong)).error().code == ErrorCode::Invalid, wrong);
    }

    void everyTextReadsBackAsTheSameValue()
    {
        std::mt19937_64 random(15);
        for (int i = 0; i < 2000; ++i) {
            const auto delay = std::chrono::microseconds(random() % 60000001);
            QCOMPARE(parseDelay(delayText(delay)).value_or(std::chrono::microseconds(-1)), delay);
            const std::uint64_t rate = 1000 + random() % 999999999000;
            QCOMPARE(parseRate(rateText(rate)).value_or(0), rate);
            const QString part =
                QStringLiteral("0.%1").arg(int(random() % 1000000000), 9, 10, QChar(u'0'));
            const double loss = parseLoss(part).value_or(-1);
            QVERIFY2(parseLoss(lossText(loss)) == loss, qPrintable(part));
        }
    }
};

HYDRA_TEST_MAIN(TestNetworkWords)
#include "test_network_words.moc"
