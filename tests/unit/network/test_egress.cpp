// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/denial_notes.h"
#include "core/network/policy.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

Destination to(const char *ip, std::uint16_t port, std::uint8_t protocol = ProtocolTcp)
{
    return {.ip = ipOf(ip), .protocol = protocol, .port = port};
}

EgressFilter allowing(std::initializer_list<const char *> rules)
{
    PolicySpec policy{.egress = Egress::Allow};
    for (const char *rule : rules)
        policy.allow.push_back(parseAllowRule(rule).value());
    return EgressFilter(policy);
}

} // namespace

class TestEgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openAllowsAllAndNoneNothing()
    {
        QVERIFY(EgressFilter({.egress = Egress::Open}).allows(to("203.0.113.9", 443), 0s));
        QVERIFY(!EgressFilter({.egress = Egress::None}).allows(to("203.0.113.9", 443), 0s));
        QVERIFY(!EgressFilter({.egress = Egress::None}).mayAsk("example.com"));
    }

    void hostsLoopbackIsClosedButForPortsThatAreOurs()
    {
        const PolicySpec open{.hostLoopback = true};
        const PolicySpec ours{.hostLoopback = false, .hostPorts = {4711}};
        QVERIFY(open.allowsHost(to("192.168.100.1", 22)));
        QVERIFY(ours.allowsHost(to("192.168.100.1", 4711)));
        QVERIFY(!ours.allowsHost(to("192.168.100.1", 4711, ProtocolUdp)));
        QVERIFY(!ours.allowsHost(to("192.168.100.1", 22)));
        QVERIFY(!PolicySpec{}.allowsHost(to("192.168.100.1", 0, ProtocolIcmp)));
    }

    void rangesAndPortsAreAllowed()
    {
        const EgressFilter filter = allowing({"10.0.0.0/8", "203.0.113.9:443", "9.9.9.9:53/udp"});
        QVERIFY(filter.allows(to("10.1.2.3", 22), 0s));
        QVERIFY(filter.allows(to("10.1.2.3", 0, ProtocolIcmp), 0s));
        QVERIFY(filter.allows(to("203.0.113.9", 443), 0s));
        QVERIFY(!filter.allows(to("203.0.113.9", 80), 0s));
        QVERIFY(!filter.allows(to("203.0.113.9", 443, ProtocolUdp), 0s));
        QVERIFY(!filter.allows(to("203.0.113.9", 0), 0s)); // a later fragment
        QVERIFY(filter.allows(to("9.9.9.9", 53, ProtocolUdp), 0s));
        QVERIFY(!filter.allows(to("9.9.9.9", 53), 0s));
        QVERIFY(!filter.allows(to("198.51.100.1", 443), 0s));
    }

    void namesCountAsLongAsTheirAddressesAreKnown()
    {
        EgressFilter filter = allowing({"Deb.Debian.org:443"});
        QVERIFY(filter.mayAsk("deb.debian.org"));
        QVERIFY(!filter.mayAsk("secret.evil.example"));
        QVERIFY(!filter.allows(to("203.0.113.9", 443), 0s));
        filter.learn("deb.debian.org", ipOf("203.0.113.9"), 100s, 0s);
        filter.learn("evil.example", ipOf("203.0.113.66"), 100s, 0s);
        QVERIFY(filter.allows(to("203.0.113.9", 443), 99s));
        QVERIFY(!filter.allows(to("203.0.113.9", 80), 99s));
        QVERIFY(!filter.allows(to("203.0.113.66", 443), 99s));
        QVERIFY(!filter.allows(to("203.0.113.9", 443), 101s));
        filter.learn("deb.debian.org", ipOf("203.0.113.9"), 0s, 200s);
        QVERIFY(filter.allows(to("203.0.113.9", 443), 259s));
    }

    void entriesAreReadStrictly()
    {
        for (const char *text : {"", ":443", "example.com:", "example.com:0", "example.com:70000",
                                 "example.com:443/sctp", "10.0.0.0/33", "1.2.3", "a..b", "a b",
                                 "example.com.", "-:x", "http://example.com"})
            QVERIFY2(!parseAllowRule(text), text);
        QCOMPARE(int(parseAllowRule("example.com:8080")->port), 8080);
    }

    void someAddressesAreNeverReached_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             {"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "169.254.169.254",
              "224.0.0.251", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.168.100.10",
              "192.168.100.255", "198.51.100.7"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }

    void someAddressesAreNeverReached()
    {
        QFETCH(QString, address);
        QVERIFY(!guardOf(labSegment(), ipOf(qPrintable(address))).empty());
    }

    void othersAre()
    {
        for (const char *address : {"1.1.1.1", "128.0.0.1", "169.253.0.1", "192.168.101.1",
                                    "198.51.100.8", "223.255.255.255"})
            QVERIFY2(guardOf(labSegment(), ipOf(address)).empty(), address);
    }

    void destinationsReadWell()
    {
        QCOMPARE(toText(to("203.0.113.9", 443)), std::string("203.0.113.9:443"));
        QCOMPARE(toText(to("9.9.9.9", 53, ProtocolUdp)), std::string("9.9.9.9:53/udp"));
        QCOMPARE(toText(to("9.9.9.9", 0, ProtocolIcmp)), std::string("9.9.9.9 (icmp)"));
    }

    void aRefusalIsNewsOnceAMinute()
    {
        DenialNotes notes;
        QVERIFY(notes.isNews(to("203.0.113.9", 443), 1000s));
        QVERIFY(!notes.isNews(to("203.0.113.9", 443), 1059s));
        QVERIFY(notes.isNews(to("203.0.113.9", 443), 1061s));
        int news = 0;
        for (std::uint16_t port = 1; port <= 1000; ++port)
            news += notes.isNews(to("203.0.113.1", port), 1100s) ? 1 : 0;
        QCOMPARE(news, 20);
    }
};

HYDRA_TEST_MAIN(TestEgress)

#include "test_egress.moc"
