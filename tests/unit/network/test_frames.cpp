// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;

namespace {

// A UDP packet's header as RFC 1071's readers know it, with its checksum b861.
const Octets kKnownHeader{0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
                          0xb8, 0x61, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7};

Route sampleRoute()
{
    return routeOf(homePort(), otherPort().mac, otherPort().ip);
}

/// Whether the checksums of a frame's IP header and of its UDP or TCP or ICMP are right.
bool sumsAreRight(const Octets &frame)
{
    const auto packet = readIpv4(Bytes(frame).subspan(14));
    const std::uint32_t pseudo = packet->protocol == ProtocolIcmp
                                     ? 0
                                     : pseudoHeaderSum(packet->source, packet->destination,
                                                       packet->protocol, packet->payload.size());
    return internetChecksum(packet->header) == 0 && internetChecksum(packet->payload, pseudo) == 0;
}

} // namespace

class TestFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksumsAreThoseOfKnownPackets()
    {
        Octets header = kKnownHeader;
        QCOMPARE(internetChecksum(header), std::uint16_t(0));
        header[10] = header[11] = 0;
        QCOMPARE(internetChecksum(header), std::uint16_t(0xb861));
        QCOMPARE(internetChecksum(Octets{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7}),
                 std::uint16_t(~0xddf2));                                // the example of RFC 1071
        QCOMPARE(internetChecksum(Octets{0xff}), std::uint16_t(0x00ff)); // an odd byte
    }

    void aKnownArpRequestIsRead()
    {
        const Octets packet{0,   1,   8,   0,  6, 4, 0, 1, 0x52, 0x54, 0,   0,   0,   1,
                            192, 168, 100, 10, 0, 0, 0, 0, 0,    0,    192, 168, 100, 1};
        const auto arp = readArp(packet);
        QVERIFY(arp);
        QCOMPARE(int(arp->operation), 1);
        QCOMPARE(toText(arp->senderMac), std::string("52:54:00:00:00:01"));
        QCOMPARE(toText(arp->senderIp), std::string("192.168.100.10"));
        QCOMPARE(toText(arp->targetIp), std::string("192.168.100.1"));
    }

    void whatIsWrittenCanBeRead()
    {
        const Octets frame = udpFrame(sampleRoute(), 1234, 53, octets("hello"));
        const auto ethernet = readEthernet(frame);
        QCOMPARE(toText(ethernet->source), std::string("52:54:00:00:00:01"));
        QCOMPARE(toText(ethernet->destination), std::string("52:54:00:00:00:02"));
        const auto packet = readIpv4(ethernet->payload);
        QCOMPARE(toText(packet->destination), std::string("192.168.100.11"));
        const auto udp = readUdp(packet->payload);
        QCOMPARE(int(udp->destination), 53);
        QCOMPARE(octets(udp->payload), octets("hello"));
        QVERIFY(sumsAreRight(frame));
        QVERIFY(sumsAreRight(udpFrame(sampleRoute(), 1, 2, {})));
    }

    void refusalsHaveRightChecksums()
    {
        FrameBuffer buffer;
        const Octets syn = tcpFrame(sampleRoute(), 40000, 443);
        const auto packet = readIpv4(Bytes(syn).subspan(14));
        const auto tcp = readTcp(packet->payload);
        const Octets reset = octets(buffer.reset(sampleRoute().reversed(), *tcp));
        QVERIFY(sumsAreRight(reset));
        const auto answer = readTcp(readIpv4(Bytes(reset).subspan(14))->payload);
        QCOMPARE(int(answer->flags), TcpRst | TcpAck);
        QCOMPARE(answer->acknowledgement, tcp->sequence + 1);
        QCOMPARE(int(answer->destination), 40000);
        const Octets prohibited = octets(buffer.prohibited(sampleRoute().reversed(), *packet));
        QVERIFY(sumsAreRight(prohibited));
        const auto icmp = readIcmp(readIpv4(Bytes(prohibited).subspan(14))->payload);
        QCOMPARE(int(icmp->type), 3);
        QCOMPARE(int(icmp->code), 13);
        QCOMPARE(octets(icmp->rest.subspan(4, 20)), octets(packet->header));
    }

    void anOversizedEchoRequestIsAnsweredInPart()
    {
        FrameBuffer buffer;
        QCOMPARE(buffer.echoReply(sampleRoute(), Octets(9000, 1)).size(), std::size_t(1514));
    }

    void datagramsAreReaddressed()
    {
        Octets frame = udpFrame(sampleRoute(), 1234, 53, octets("question"));
        const Route route = routeOf(otherPort(), homePort().mac, ipOf("9.9.9.9"));
        QVERIFY(readdressUdp(frame, route));
        QVERIFY(sumsAreRight(frame));
        QCOMPARE(toText(readIpv4(Bytes(frame).subspan(14))->destination), std::string("9.9.9.9"));
        Octets fragment = frame;
        fragment[20] = 0x20; // more fragments
        const Octets before = fragment;
        QVERIFY(!readdressUdp(fragment, route));
        QCOMPARE(fragment, before);
    }

    void frameCutAnywhereIsNotRead()
    {
        const Octets udp = udpFrame(sampleRoute(), 1234, 53, octets("hello"));
        const Octets tcp = tcpFrame(sampleRoute(), 1234, 53);
        const Octets arp = arpFrame(homePort(), otherPort().ip);
        for (std::size_t size = 0; size < udp.size(); ++size) {
            const auto ethernet = readEthernet(Octets(udp.begin(), udp.begin() + int(size)));
            QCOMPARE(ethernet.has_value(), size >= 14);
            QVERIFY(size < 14 || !readIpv4(Bytes(udp).subspan(14, size - 14)));
            QVERIFY(size < 34 || !readUdp(Bytes(udp).subspan(34, size - 34)));
        }
        for (std::size_t size = 34; size < tcp.size(); ++size)
            QVERIFY(!readTcp(Bytes(tcp).subspan(34, size - 34)));
        for (std::size_t size = 14; size < arp.size(); ++size)
            QVERIFY(!readArp(Bytes(arp).subspan(14, size - 14)));
    }

    void paddingIsNoPayload()
    {
        Octets frame = udpFrame(sampleRoute(), 1234, 53, octets("hi"));
        frame.resize(60);
        const auto udp = readUdp(readIpv4(Bytes(frame).subspan(14))->payload);
        QCOMPARE(octets(udp->payload), octets("hi"));
    }

    void headersThatContradictThemselvesAreNotRead()
    {
        Octets header = kKnownHeader;
        header[3] = 20;
        QVERIFY(readIpv4(header));
        header[0] = 0x44; // shorter than the smallest header
        QVERIFY(!readIpv4(header));
        header[0] = 0x46; // longer than the packet
        QVERIFY(!readIpv4(header));
        header[0] = 0x65; // IPv6
        QVERIFY(!readIpv4(header));
    }

    void addressesAreReadStrictly()
    {
        QCOMPARE(toText(parseCidr("10.1.2.3/8").value()), std::string("10.0.0.0/8"));
        QVERIFY(parseCidr("0.0.0.0/0")->contains(ipOf("203.0.113.9")));
        QVERIFY(!parseCidr("10.0.0.0/8")->contains(ipOf("11.0.0.0")));
        QCOMPARE(toText(parseCidr("192.168.100.0/24")->broadcast()),
                 std::string("192.168.100.255"));
        for (const char *text : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ",
                                 "a.b.c.d", "1..2.3", "-1.2.3.4"})
            QVERIFY2(!parseIpv4(text), text);
        for (const char *text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "/8"})
            QVERIFY2(!parseCidr(text), text);
        for (const char *text : {"52:54:00:00:00", "52-54-00-00-00-01", "52:54:00:00:00:0g",
                                 "52:54:00:00:00:01:02", "+2:54:00:00:00:01"})
            QVERIFY2(!parseMac(text), text);
    }
};

HYDRA_TEST_MAIN(TestFrames)

#include "test_frames.moc"
