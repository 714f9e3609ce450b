// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/link_shaper.h"
#include "core/network/rate_limit.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

LinkShaper shaperOf(const LinkSpec &link)
{
    LinkShaper shaper(1);
    shaper.shape(link);
    return shaper;
}

} // namespace

class TestLinkShaper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainLinkIsTransparent()
    {
        QVERIFY(shaperOf({}).isTransparent());
        QVERIFY(!shaperOf({.delay = 1ms}).isTransparent());
    }

    void framesWaitTheirDelay()
    {
        LinkShaper shaper = shaperOf({.delay = 50ms});
        QVERIFY(shaper.push(octets("first"), 100ms) == Drop::None);
        QVERIFY(shaper.push(octets("second"), 120ms) == Drop::None);
        QVERIFY(shaper.due() == Instant(150ms));
        QVERIFY(!shaper.pop(149ms));
        QCOMPARE(shaper.pop(150ms).value(), octets("first"));
        QVERIFY(!shaper.pop(169ms));
        QCOMPARE(shaper.pop(200ms).value(), octets("second"));
        QVERIFY(!shaper.due());
    }

    void whatWaitsStaysInOrderWhenTheLinkBecomesPlain()
    {
        LinkShaper shaper = shaperOf({.delay = 50ms});
        QVERIFY(shaper.push(octets("first"), 0ms) == Drop::None);
        shaper.shape({});
        QVERIFY(!shaper.isTransparent());
        QVERIFY(shaper.push(octets("second"), 10ms) == Drop::None);
        QVERIFY(shaper.due() == Instant(50ms));
        QCOMPARE(shaper.pop(50ms).value(), octets("first"));
        QCOMPARE(shaper.pop(50ms).value(), octets("second"));
        QVERIFY(shaper.isTransparent());
    }

    void jitterStaysWithinItsBoundsAndReordersNothing()
    {
        LinkShaper shaper = shaperOf({.delay = 50ms, .jitter = 5ms});
        Instant shortest = 1h;
        Instant longest = 0s;
        for (int i = 0; i < 500; ++i) {
            const Instant now = i * 1s;
            QVERIFY(shaper.push(octets("frame"), now) == Drop::None);
            const Instant took = *shaper.due() - now;
            shortest = std::min(shortest, took);
            longest = std::max(longest, took);
            QVERIFY(shaper.pop(now + 1s));
        }
        QVERIFY(shortest >= 45ms && shortest < 46ms);
        QVERIFY(longest <= 55ms && longest > 54ms);
        Instant last = 0s;
        for (int i = 0; i < 100; ++i)
            QVERIFY(shaper.push({}, 1000s + i * 1us) == Drop::None);
        while (const auto due = shaper.due()) {
            QVERIFY(*due >= last);
            last = *due;
            QVERIFY(shaper.pop(*due));
        }
    }

    void lossLosesItsShare()
    {
        LinkShaper shaper = shaperOf({.loss = 0.1});
        int lost = 0;
        for (int i = 0; i < 10000; ++i) {
            lost += shaper.push({}, i * 1s) == Drop::LinkLoss ? 1 : 0;
            (void)shaper.pop(i * 1s);
        }
        QVERIFY2(lost > 900 && lost < 1100, qPrintable(QString::number(lost)));
    }

    void aRateSpreadsFramesAndBoundsTheBacklog()
    {
        LinkShaper shaper = shaperOf({.rate = 1'000'000});
        const Octets frame(1250); // 10 ms at a megabit
        int taken = 0;
        while (shaper.push(frame, 0s) == Drop::None)
            ++taken;
        QCOMPARE(taken, 21); // a backlog of 200 ms, and the one that is sent
        for (int i = 1; i <= taken; ++i) {
            QVERIFY(shaper.due() == Instant(i * 10ms));
            QVERIFY(shaper.pop(i * 10ms));
        }
        QVERIFY(shaper.push(frame, 1s) == Drop::None);
        QVERIFY(shaper.due() == Instant(1010ms));
    }

    void aLinkThatIsDownPassesNothing()
    {
        LinkShaper shaper = shaperOf({.down = true});
        QVERIFY(shaper.push(octets("frame"), 0s) == Drop::LinkDown);
        QVERIFY(!shaper.due());
    }

    void bytesThatWaitAreBounded()
    {
        LinkShaper shaper = shaperOf({.delay = 1h});
        const Octets frame(std::size_t(1) << 20);
        for (int i = 0; i < 16; ++i)
            QVERIFY(shaper.push(frame, 0s) == Drop::None);
        QVERIFY(shaper.push(frame, 0s) == Drop::LinkQueue);
    }

    void aRateLimitAllowsABurstAndThenItsRate()
    {
        RateLimit limit(10, 5);
        const auto takes = [&limit](Instant now) {
            int count = 0;
            while (limit.take(now))
                ++count;
            return count;
        };
        QCOMPARE(takes(100s), 5);
        QCOMPARE(takes(100s + 99ms), 0);
        QCOMPARE(takes(100s + 100ms), 1);
        QCOMPARE(takes(100s + 400ms), 3);
        QCOMPARE(takes(200s), 5);
    }
};

HYDRA_TEST_MAIN(TestLinkShaper)

#include "test_link_shaper.moc"
