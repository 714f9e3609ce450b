// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dns.h"
#include "core/network/frame.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;

namespace {

struct DnsReply {
    DnsOutcome outcome;
    Octets bytes;

    [[nodiscard]] int code() const { return bytes[3] & 15; }
    [[nodiscard]] int records() const { return read16(bytes, 6); }
    [[nodiscard]] Octets tail(int size) const { return {bytes.end() - size, bytes.end()}; }
};

DnsReply askDns(const Octets &query)
{
    Octets out(1024);
    DnsReply reply{.outcome = answerDns(labSegment(), labPorts(), query, out), .bytes = {}};
    out.resize(reply.outcome.size);
    reply.bytes = out;
    return reply;
}

} // namespace

class TestDns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestsAreKnownByTheirNames()
    {
        for (const char *name : {"home", "HOME", "home.isolated.lab", "Home.Isolated.LAB",
                                 "hydravm1", "hydravm1.isolated.lab"}) {
            const DnsReply reply = askDns(dnsQuery(name));
            QVERIFY2(reply.outcome.action == DnsAction::Reply && reply.code() == 0, name);
            QCOMPARE(reply.records(), 1);
            QCOMPARE(reply.tail(4), Octets({192, 168, 100, 10}));
            QCOMPARE(int(read16(reply.bytes, 0)), 0xabcd);
        }
        QCOMPARE(askDns(dnsQuery("gateway")).tail(4), Octets({192, 168, 100, 1}));
    }

    void otherTypesOfAKnownNameAreEmpty()
    {
        const DnsReply reply = askDns(dnsQuery("home.isolated.lab", 28));
        QCOMPARE(reply.code(), 0);
        QCOMPARE(reply.records(), 0);
    }

    void unknownNamesOfOurDomainDoNotExist()
    {
        QCOMPARE(askDns(dnsQuery("nobody.isolated.lab")).code(), 3);
        QCOMPARE(askDns(dnsQuery("nobody")).code(), 3);
        QCOMPARE(askDns(dnsQuery("isolated.lab")).code(), 0);
    }

    void addressesHaveNames()
    {
        const DnsReply reply = askDns(dnsQuery("10.100.168.192.in-addr.arpa", 12));
        QCOMPARE(reply.records(), 1);
        QCOMPARE(reply.tail(19), octets(std::string("\x04home\x08isolated\x03lab\x00", 19)));
        QCOMPARE(askDns(dnsQuery("99.100.168.192.in-addr.arpa", 12)).code(), 3);
        QVERIFY(askDns(dnsQuery("8.8.8.8.in-addr.arpa", 12)).outcome.action == DnsAction::Forward);
    }

    void otherNamesAreForwarded()
    {
        const DnsReply reply = askDns(dnsQuery("Deb.Debian.ORG"));
        QVERIFY(reply.outcome.action == DnsAction::Forward);
        QCOMPARE(reply.outcome.name, std::string("deb.debian.org"));
        QVERIFY(askDns(dnsQuery("home.lab")).outcome.action == DnsAction::Forward);
    }

    void whatIsNoPlainQueryIsRefused()
    {
        Octets update = dnsQuery("home");
        update[2] = 0x28;
        QCOMPARE(askDns(update).code(), 4);
        Octets two = dnsQuery("home");
        two[5] = 2;
        QCOMPARE(askDns(two).code(), 1);
        Octets compressed = dnsQuery("home");
        compressed[12] = 0xc0;
        QCOMPARE(askDns(compressed).code(), 1);
        Octets chaos = dnsQuery("home");
        chaos.back() = 3;
        QCOMPARE(askDns(chaos).code(), 5);
        Octets response = dnsQuery("home");
        response[2] = 0x81;
        QVERIFY(askDns(response).outcome.action == DnsAction::Drop);
    }

    void aRefusalRepeatsTheQuestion()
    {
        const Octets query = dnsQuery("example.com");
        Octets out(1024);
        out.resize(refuseDns(query, out));
        QCOMPARE(out.size(), query.size());
        QCOMPARE(out[3] & 15, 5);
    }

    void aQueryCutAnywhereIsRefusedOrDropped()
    {
        const Octets query = dnsQuery("home.isolated.lab");
        for (std::size_t size = 0; size < query.size(); ++size) {
            const DnsReply reply = askDns({query.begin(), query.begin() + int(size)});
            QVERIFY(size < 12 ? reply.outcome.action == DnsAction::Drop : reply.code() == 1);
        }
    }

    void aResolversAddressesAreRead()
    {
        const Octets answer = dnsAnswer(dnsQuery("Deb.Debian.org"), ipOf("203.0.113.9"));
        const auto found = readDnsAddresses(answer);
        QVERIFY(found);
        QCOMPARE(found->name, std::string("deb.debian.org"));
        QCOMPARE(found->addresses, std::vector{ipOf("203.0.113.9")});
        QVERIFY(found->ttl == std::chrono::seconds(200));
        for (std::size_t size = 0; size < answer.size(); ++size)
            QVERIFY(!readDnsAddresses(Bytes(answer).first(size)));
    }

    void namesAreCleanWhereTheyAreShown()
    {
        const DnsReply reply = askDns(dnsQuery("a\x1b[2J\n.com"));
        QCOMPARE(reply.outcome.name, std::string("a?[2j?.com"));
    }
};

HYDRA_TEST_MAIN(TestDns)

#include "test_dns.moc"
