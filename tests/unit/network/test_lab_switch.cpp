// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"
#include "core/network/switch.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

/// Remembers what a switch sends.
struct Recorder : Outlet {
    void send(PortId port, Bytes frame) override { sent.emplace_back(port, octets(frame)); }
    void observe(PortId port, Seen seen, Bytes, Drop) override
    {
        observed.emplace_back(port, seen);
    }
    void note(PortId, std::string_view line) override { notes.emplace_back(line); }

    std::vector<std::pair<PortId, Octets>> sent;
    std::vector<std::pair<PortId, Seen>> observed;
    std::vector<std::string> notes;
};

constexpr PortId kHome = 0;
constexpr PortId kOther = 1;

/// A switch with two guests and an uplink.
struct Lab {
    explicit Lab(const PolicySpec &policy = {})
    {
        (void)network.addPort(homePort(), policy);
        (void)network.addPort(otherPort(), {});
        network.setUplink(true);
    }

    /// What is sent because PORT sends FRAME.
    std::vector<std::pair<PortId, Octets>> send(PortId port, Octets frame)
    {
        out.sent.clear();
        network.receive(port, frame, now);
        return out.sent;
    }
    [[nodiscard]] std::uint64_t drops(PortId port, Drop drop) const
    {
        return network.counts(port).drops[std::size_t(drop)];
    }

    Recorder out;
    Switch network{labSegment(), out};
    Instant now = 1000s;
};

Route homeTo(const char *ip)
{
    return routeOf(homePort(), labSegment().gatewayMac, ipOf(ip));
}

Route homeToOther()
{
    return routeOf(homePort(), otherPort().mac, otherPort().ip);
}

Route uplinkToHome(const char *ip)
{
    return {.sourceMac = macOf("52:55:00:00:00:99"),
            .destinationMac = homePort().mac,
            .source = ipOf(ip),
            .destination = homePort().ip};
}

Ipv4Packet packetIn(const Octets &frame)
{
    return readIpv4(Bytes(frame).subspan(14)).value();
}

} // namespace

class TestLabSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestsReachEachOther()
    {
        Lab lab;
        const Octets frame = echoFrame(homeToOther());
        const auto sent = lab.send(kHome, frame);
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(sent[0].first, kOther);
        QCOMPARE(sent[0].second, frame);
        QCOMPARE(lab.network.counts(kOther).sentFrames, std::uint64_t(1));
    }

    void whatIsNotTheirOwnIsDropped_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("drop");
        const auto row = [](const char *name, const Octets &frame, Drop drop) {
            const QByteArray bytes(reinterpret_cast<const char *>(frame.data()),
                                   qsizetype(frame.size()));
            QTest::newRow(name) << bytes << int(drop);
        };
        const Octets good = echoFrame(homeToOther());
        row("too short", Octets(good.begin(), good.begin() + 13), Drop::Size);
        Octets frame = good;
        frame.resize(1515);
        row("too long", frame, Drop::Size);
        frame = good;
        frame[11] = 9;
        row("another's MAC", frame, Drop::SourceMac);
        frame[6] = 1;
        row("a multicast MAC", frame, Drop::SourceMac);
        frame = good;
        frame[29] = 11;
        row("another's address", frame, Drop::SourceIp);
        frame = good;
        frame[12] = 0x81;
        frame[13] = 0;
        row("a VLAN tag", frame, Drop::Vlan);
        frame[12] = 0x86;
        frame[13] = 0xdd;
        row("IPv6", frame, Drop::Ipv6);
        frame[12] = 0x88;
        frame[13] = 0xcc;
        row("LLDP", frame, Drop::EtherType);
        frame = good;
        frame[14] = 0x35;
        row("a header out of order", frame, Drop::Malformed);
        frame = good;
        frame[5] = 9;
        row("an unknown card", frame, Drop::NoPort);
        frame = arpFrame(homePort(), otherPort().ip);
        frame[31] = 1;
        row("ARP for the gateway", frame, Drop::ArpSender);
        frame = arpFrame(homePort(), otherPort().ip);
        frame[27] = 9;
        row("ARP with another's MAC", frame, Drop::ArpSender);
    }

    void whatIsNotTheirOwnIsDropped()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, drop);
        Lab lab;
        QVERIFY(lab.send(kHome, octets(frame.toStdString())).empty());
        QCOMPARE(lab.drops(kHome, Drop(drop)), std::uint64_t(1));
    }

    void arpIsAnsweredFromTheTable()
    {
        Lab lab;
        const auto sent = lab.send(kHome, arpFrame(homePort(), otherPort().ip));
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(sent[0].first, kHome);
        const auto arp = readArp(Bytes(sent[0].second).subspan(14));
        QCOMPARE(arp->senderMac, otherPort().mac);
        QCOMPARE(arp->senderIp, otherPort().ip);
        QVERIFY(lab.send(kHome, arpFrame(homePort(), ipOf("192.168.100.77"))).empty());
        QVERIFY(lab.send(kHome, arpFrame(homePort(), homePort().ip)).empty()); // announces itself
        const auto gateway = lab.send(kHome, arpFrame(homePort(), labSegment().gateway));
        QCOMPARE(readArp(Bytes(gateway[0].second).subspan(14))->senderMac, labSegment().gatewayMac);
    }

    void aNewGuestGetsItsAddress()
    {
        Lab lab;
        const Route route{.sourceMac = homePort().mac,
                          .destinationMac = kBroadcastMac,
                          .source = kAnyAddress,
                          .destination = kBroadcastAddress};
        const Octets discover = dhcpMessage(homePort().mac, {53, 1, DhcpDiscover});
        const auto sent = lab.send(kHome, udpFrame(route, 68, 67, discover));
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(packetIn(sent[0].second).source, labSegment().gateway);
        QCOMPARE(packetIn(sent[0].second).destination, homePort().ip);
        QCOMPARE(int(readUdp(packetIn(sent[0].second).payload)->destination), 68);
        QVERIFY(lab.send(kHome, udpFrame(route, 68, 69, discover)).empty());
        QCOMPARE(lab.drops(kHome, Drop::SourceIp), std::uint64_t(1));
    }

    void theGatewayAnswersPingAndNames()
    {
        Lab lab;
        const auto pong = lab.send(kHome, echoFrame(homeTo("192.168.100.1")));
        QCOMPARE(int(packetIn(pong[0].second).payload[0]), 0);
        const auto named =
            lab.send(kHome, udpFrame(homeTo("192.168.100.1"), 5000, 53, dnsQuery("attacker")));
        QCOMPARE(named[0].first, kHome);
        const Octets reply = octets(packetIn(named[0].second).payload);
        QCOMPARE(Octets(reply.end() - 4, reply.end()), Octets({192, 168, 100, 11}));
    }

    void otherNamesAreAskedOverTheUplinkAndAnsweredByTheGateway()
    {
        Lab lab;
        const Octets query = dnsQuery("example.com");
        const auto asked = lab.send(kHome, udpFrame(homeTo("192.168.100.1"), 5000, 53, query));
        QCOMPARE(asked[0].first, kUplink);
        QCOMPARE(packetIn(asked[0].second).destination, labSegment().resolver);
        const Octets reply = dnsAnswer(query, ipOf("203.0.113.9"));
        const auto answered =
            lab.send(kUplink, udpFrame(uplinkToHome("192.168.100.3"), 53, 5000, reply));
        QCOMPARE(answered[0].first, kHome);
        QCOMPARE(packetIn(answered[0].second).source, labSegment().gateway);
        QCOMPARE(readEthernet(answered[0].second)->source, labSegment().gatewayMac);
    }

    void allowedNamesOpenTheirAddresses()
    {
        Lab lab({.egress = Egress::Allow, .allow = {parseAllowRule("example.com:443").value()}});
        const Octets syn = tcpFrame(homeTo("203.0.113.9"), 40000, 443);
        QCOMPARE(lab.send(kHome, syn)[0].first, kHome); // a reset
        const Octets forged = dnsAnswer(dnsQuery("example.com"), ipOf("203.0.113.9"));
        (void)lab.send(kUplink, udpFrame(uplinkToHome("192.168.100.3"), 53, 5000, forged));
        QCOMPARE(lab.send(kHome, syn)[0].first, kHome); // nobody had asked
        const Octets query = dnsQuery("example.com");
        (void)lab.send(kHome, udpFrame(homeTo("192.168.100.1"), 5000, 53, query));
        (void)lab.send(kUplink, udpFrame(uplinkToHome("192.168.100.3"), 53, 5000,
                                         dnsAnswer(query, ipOf("203.0.113.9"))));
        QCOMPARE(lab.send(kHome, syn)[0].first, kUplink);
        const auto refused = lab.send(
            kHome, udpFrame(homeTo("192.168.100.1"), 5001, 53, dnsQuery("secret.evil.example")));
        QCOMPARE(refused[0].first, kHome);
        QCOMPARE(readUdp(packetIn(refused[0].second).payload)->payload[3] & 15, 5);
        QCOMPARE(lab.out.notes.back(), std::string("home → secret.evil.example denied by egress"));
    }

    void deniedFlowsAreRefusedAtOnce()
    {
        Lab lab({.egress = Egress::None});
        const auto reset = lab.send(kHome, tcpFrame(homeTo("203.0.113.9"), 40000, 443));
        QCOMPARE(reset.size(), std::size_t(1));
        QCOMPARE(reset[0].first, kHome);
        QCOMPARE(packetIn(reset[0].second).source, ipOf("203.0.113.9"));
        QVERIFY((readTcp(packetIn(reset[0].second).payload)->flags & TcpRst) != 0);
        QCOMPARE(lab.out.notes,
                 std::vector<std::string>{"home → 203.0.113.9:443 denied by egress"});
        const auto prohibited = lab.send(kHome, udpFrame(homeTo("203.0.113.9"), 5, 6, {}));
        QCOMPARE(int(packetIn(prohibited[0].second).protocol), int(ProtocolIcmp));
        QCOMPARE(lab.drops(kHome, Drop::Egress), std::uint64_t(2));
        QVERIFY(lab.send(kHome, tcpFrame(homeTo("203.0.113.9"), 1, 2, TcpRst)).empty());
    }

    void guardsStandBeforeAnOpenUplinkToo()
    {
        Lab lab;
        for (const char *ip : {"127.0.0.1", "169.254.169.254", "198.51.100.7", "192.168.100.11"}) {
            const auto sent = lab.send(kHome, tcpFrame(homeTo(ip), 40000, 80));
            QVERIFY2(sent.size() == 1 && sent[0].first == kHome, ip);
        }
        QCOMPARE(lab.drops(kHome, Drop::Guard), std::uint64_t(4));
        QCOMPARE(lab.send(kHome, tcpFrame(homeTo("203.0.113.9"), 1, 80))[0].first, kUplink);
    }

    void theHostsLoopbackHasASwitchOfItsOwn()
    {
        Lab closed;
        QCOMPARE(closed.send(kHome, tcpFrame(homeTo("192.168.100.1"), 1, 22))[0].first, kHome);
        QCOMPARE(closed.drops(kHome, Drop::Guard), std::uint64_t(1));
        Lab open({.hostLoopback = true});
        QCOMPARE(open.send(kHome, tcpFrame(homeTo("192.168.100.1"), 1, 22))[0].first, kUplink);
    }

    void answersToAGuestLeaveNothingOpen()
    {
        Lab lab;
        const Octets question = udpFrame(homeTo("203.0.113.9"), 5000, 4433, octets("hello"));
        QCOMPARE(lab.send(kHome, question)[0].first, kUplink);
        const Octets reply = udpFrame(uplinkToHome("203.0.113.9"), 4433, 5000, octets("hi"));
        QCOMPARE(lab.send(kUplink, reply)[0].first, kHome);
        lab.network.setPolicy(kHome, {.egress = Egress::None});
        QCOMPARE(lab.send(kHome, question)[0].first, kHome); // refused
        (void)lab.send(kUplink, reply);
        QCOMPARE(lab.send(kHome, question)[0].first, kHome);
    }

    void forwardedConnectionsAreAnsweredUnderEveryPolicy()
    {
        Lab lab({.egress = Egress::None});
        lab.network.setDoors({{.guest = homePort().ip, .port = 22, .protocol = ProtocolTcp}});
        const Octets answer = tcpFrame(homeTo("198.51.100.7"), 22, 50000, TcpSyn | TcpAck);
        QCOMPARE(lab.send(kHome, answer)[0].first, kHome);
        (void)lab.send(kUplink, tcpFrame(uplinkToHome("198.51.100.7"), 50000, 22, TcpAck));
        QCOMPARE(lab.send(kHome, answer)[0].first, kHome); // in the middle of nothing
        const auto syn = lab.send(kUplink, tcpFrame(uplinkToHome("198.51.100.7"), 50000, 22));
        QCOMPARE(syn[0].first, kHome);
        QCOMPARE(lab.send(kHome, answer)[0].first, kUplink);
        QCOMPARE(lab.send(kHome, tcpFrame(homeTo("198.51.100.7"), 23, 50000))[0].first, kHome);
    }

    void peersHaveToAgree()
    {
        Lab lab({.allPeers = false, .peers = {"somebody"}});
        const auto refused = lab.send(kHome, tcpFrame(homeToOther(), 1, 22));
        QCOMPARE(refused[0].first, kHome);
        QCOMPARE(lab.drops(kHome, Drop::Peers), std::uint64_t(1));
        QCOMPARE(lab.out.notes,
                 std::vector<std::string>{"home → 192.168.100.11:22 denied by peers"});
        const Route back = routeOf(otherPort(), homePort().mac, homePort().ip);
        QCOMPARE(lab.send(kOther, tcpFrame(back, 1, 22))[0].first, kOther);
        lab.network.setPolicy(kHome, {.allPeers = false, .peers = {"attacker"}});
        QCOMPARE(lab.send(kHome, tcpFrame(homeToOther(), 1, 22))[0].first, kOther);
    }

    void broadcastsAreLimited()
    {
        Lab lab;
        const Route route{.sourceMac = homePort().mac,
                          .destinationMac = kBroadcastMac,
                          .source = homePort().ip,
                          .destination = kBroadcastAddress};
        const Octets frame = udpFrame(route, 5353, 5353, octets("anyone?"));
        int passed = 0;
        for (int i = 0; i < 1000; ++i)
            passed += int(lab.send(kHome, frame).size());
        QCOMPARE(passed, 400);
        QCOMPARE(lab.drops(kHome, Drop::FloodLimit), std::uint64_t(600));
        lab.now += 1s;
        QCOMPARE(lab.send(kHome, frame).size(), std::size_t(1));
    }

    void aSlowLinkDelaysBothDirections()
    {
        Lab lab;
        lab.network.setLink(kHome, {.delay = 50ms});
        QVERIFY(lab.send(kHome, echoFrame(homeToOther())).empty());
        QVERIFY(lab.network.due() == lab.now + 50ms);
        lab.network.passDue(lab.now + 50ms);
        QCOMPARE(lab.out.sent.size(), std::size_t(1));
        QCOMPARE(lab.out.sent[0].first, kOther);
        const Route back = routeOf(otherPort(), homePort().mac, homePort().ip);
        QVERIFY(lab.send(kOther, echoFrame(back)).empty());
        lab.network.passDue(lab.now + 50ms);
        QCOMPARE(lab.out.sent[0].first, kHome);
        QVERIFY(!lab.network.due());
    }

    void withoutAnUplinkGuestsAreToldSo()
    {
        Lab lab;
        lab.network.setUplink(false);
        QCOMPARE(lab.send(kHome, tcpFrame(homeTo("203.0.113.9"), 1, 443))[0].first, kHome);
        QCOMPARE(lab.drops(kHome, Drop::NoUplink), std::uint64_t(1));
    }

    void theUplinkSpeaksForNobodyOfTheLab()
    {
        Lab lab;
        QVERIFY(lab.send(kUplink, tcpFrame(uplinkToHome("192.168.100.11"), 1, 22)).empty());
        QCOMPARE(lab.drops(kUplink, Drop::SourceIp), std::uint64_t(1));
        const PortSpec slirp{.name = "slirp",
                             .mac = macOf("52:55:00:00:00:99"),
                             .ip = ipOf("192.168.100.1"),
                             .aliases = {}};
        const auto sent = lab.send(kUplink, arpFrame(slirp, homePort().ip));
        QCOMPARE(readArp(Bytes(sent[0].second).subspan(14))->senderMac, homePort().mac);
    }

    void portsThatCollideAreRefused()
    {
        Lab lab;
        PortSpec third{
            .name = "third", .mac = macOf("52:54:00:00:00:03"), .ip = ipOf("192.168.100.12")};
        for (const char *ip : {"192.168.100.10", "192.168.100.1", "10.0.0.1"}) {
            PortSpec port = third;
            port.ip = ipOf(ip);
            QVERIFY2(!lab.network.addPort(port, {}).port, ip);
        }
        PortSpec port = third;
        port.mac = homePort().mac;
        QVERIFY(!lab.network.addPort(port, {}).port);
        port = third;
        port.name = "Home";
        QVERIFY(!lab.network.addPort(port, {}).port);
        lab.network.removePort(kHome);
        QCOMPARE(lab.network.addPort(third, {}).port.value(), kHome); // its number is free again
        QVERIFY(lab.send(kHome, echoFrame(homeToOther())).empty());
    }
};

HYDRA_TEST_MAIN(TestLabSwitch)

#include "test_lab_switch.moc"
