// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/frame_writer.h"

#include <algorithm>

namespace hydra::net {

namespace {

constexpr std::size_t kIpAt = kEthernetSize;
constexpr std::size_t kPayloadAt = kIpAt + 20;

void store16(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value)
{
    bytes[at] = std::uint8_t(value >> 8);
    bytes[at + 1] = std::uint8_t(value);
}

void store32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value)
{
    store16(bytes, at, value >> 16);
    store16(bytes, at + 2, value);
}

void storeMac(std::span<std::uint8_t> bytes, std::size_t at, const Mac &mac)
{
    std::copy(mac.bytes.begin(), mac.bytes.end(), bytes.begin() + std::ptrdiff_t(at));
}

} // namespace

Route Route::reversed() const
{
    return {.sourceMac = destinationMac,
            .destinationMac = sourceMac,
            .source = destination,
            .destination = source};
}

void FrameBuffer::put16(std::size_t at, std::uint32_t value)
{
    store16(m_bytes, at, value);
}

void FrameBuffer::put32(std::size_t at, std::uint32_t value)
{
    store32(m_bytes, at, value);
}

void FrameBuffer::putMac(std::size_t at, const Mac &mac)
{
    storeMac(m_bytes, at, mac);
}

void FrameBuffer::putChecksum(std::size_t at, std::size_t from, std::size_t size, std::uint32_t sum)
{
    put16(at, 0);
    put16(at, internetChecksum(Bytes(m_bytes).subspan(from, size), sum));
}

Bytes FrameBuffer::ipv4(const Route &route, std::uint8_t protocol, std::size_t size)
{
    putMac(0, route.destinationMac);
    putMac(6, route.sourceMac);
    put16(12, EtherIpv4);
    put16(kIpAt, 0x4500);
    put16(kIpAt + 2, std::uint32_t(20 + size));
    put32(kIpAt + 4, 0x4000); // identification 0: not to be fragmented
    put16(kIpAt + 8, 64u << 8 | protocol);
    put32(kIpAt + 12, route.source.value);
    put32(kIpAt + 16, route.destination.value);
    putChecksum(kIpAt + 10, kIpAt, 20, 0);
    return Bytes(m_bytes).first(kPayloadAt + size);
}

Bytes FrameBuffer::udp(const Route &route, std::uint16_t sourcePort, std::uint16_t destinationPort,
                       std::size_t size)
{
    const std::size_t total = 8 + size;
    put16(kPayloadAt, sourcePort);
    put16(kPayloadAt + 2, destinationPort);
    put16(kPayloadAt + 4, std::uint32_t(total));
    putChecksum(kPayloadAt + 6, kPayloadAt, total,
                pseudoHeaderSum(route.source, route.destination, ProtocolUdp, total));
    if (read16(m_bytes, kPayloadAt + 6) == 0)
        put16(kPayloadAt + 6, 0xffff); // 0 would say that there is none
    return ipv4(route, ProtocolUdp, total);
}

Bytes FrameBuffer::arp(const Mac &destination, const Arp &arp)
{
    putMac(0, destination);
    putMac(6, arp.senderMac);
    put16(12, EtherArp);
    put16(14, 1);
    put16(16, EtherIpv4);
    put16(18, 0x0604);
    put16(20, arp.operation);
    putMac(22, arp.senderMac);
    put32(28, arp.senderIp.value);
    putMac(32, arp.targetMac);
    put32(38, arp.targetIp.value);
    return Bytes(m_bytes).first(42);
}

Bytes FrameBuffer::arpReply(const Arp &request, const Mac &answer)
{
    return arp(request.senderMac, {.operation = 2,
                                   .senderMac = answer,
                                   .senderIp = request.targetIp,
                                   .targetMac = request.senderMac,
                                   .targetIp = request.senderIp});
}

Bytes FrameBuffer::arpRequest(const Mac &sender, Ipv4 senderIp, Ipv4 targetIp)
{
    return arp(kBroadcastMac, {.operation = 1,
                               .senderMac = sender,
                               .senderIp = senderIp,
                               .targetMac = {},
                               .targetIp = targetIp});
}

Bytes FrameBuffer::echoReply(const Route &route, Bytes rest)
{
    const Bytes kept = rest.first(std::min(rest.size(), m_bytes.size() - kPayloadAt - 4));
    put32(kPayloadAt, 0);
    std::copy(kept.begin(), kept.end(), m_bytes.begin() + kPayloadAt + 4);
    const std::size_t size = 4 + kept.size();
    putChecksum(kPayloadAt + 2, kPayloadAt, size, 0);
    return ipv4(route, ProtocolIcmp, size);
}

Bytes FrameBuffer::prohibited(const Route &route, const Ipv4Packet &refused)
{
    const Bytes start = refused.payload.first(std::min<std::size_t>(refused.payload.size(), 8));
    put32(kPayloadAt, 0x030d0000); // destination unreachable, administratively prohibited
    put32(kPayloadAt + 4, 0);
    const auto behind =
        std::copy(refused.header.begin(), refused.header.end(), m_bytes.begin() + kPayloadAt + 8);
    std::copy(start.begin(), start.end(), behind);
    const std::size_t size = 8 + refused.header.size() + start.size();
    putChecksum(kPayloadAt + 2, kPayloadAt, size, 0);
    return ipv4(route, ProtocolIcmp, size);
}

Bytes FrameBuffer::reset(const Route &route, const Tcp &refused)
{
    const bool acknowledges = (refused.flags & TcpAck) != 0;
    const std::uint32_t taken = std::uint32_t(refused.payload.size()) +
                                ((refused.flags & TcpSyn) != 0 ? 1 : 0) +
                                ((refused.flags & TcpFin) != 0 ? 1 : 0);
    put16(kPayloadAt, refused.destination);
    put16(kPayloadAt + 2, refused.source);
    put32(kPayloadAt + 4, acknowledges ? refused.acknowledgement : 0);
    put32(kPayloadAt + 8, acknowledges ? 0 : refused.sequence + taken);
    put16(kPayloadAt + 12, 0x5000u | TcpRst | (acknowledges ? 0u : std::uint32_t(TcpAck)));
    put32(kPayloadAt + 14, 0);
    put16(kPayloadAt + 18, 0);
    putChecksum(kPayloadAt + 16, kPayloadAt, 20,
                pseudoHeaderSum(route.source, route.destination, ProtocolTcp, 20));
    return ipv4(route, ProtocolTcp, 20);
}

bool readdressUdp(std::span<std::uint8_t> frame, const Route &route)
{
    const auto ethernet = readEthernet(frame);
    const auto packet = ethernet ? readIpv4(ethernet->payload) : std::nullopt;
    if (!packet || packet->protocol != ProtocolUdp || packet->isFragment)
        return false;
    const auto udp = readUdp(packet->payload);
    if (!udp)
        return false;
    const std::size_t udpAt = kIpAt + packet->header.size();
    const std::size_t size = 8 + udp->payload.size();
    storeMac(frame, 0, route.destinationMac);
    storeMac(frame, 6, route.sourceMac);
    store32(frame, kIpAt + 12, route.source.value);
    store32(frame, kIpAt + 16, route.destination.value);
    store16(frame, kIpAt + 10, 0);
    store16(frame, kIpAt + 10, internetChecksum(Bytes(frame).subspan(kIpAt, udpAt - kIpAt)));
    store16(frame, udpAt + 6, 0);
    const std::uint32_t pseudo =
        pseudoHeaderSum(route.source, route.destination, ProtocolUdp, size);
    const std::uint16_t checksum = internetChecksum(Bytes(frame).subspan(udpAt, size), pseudo);
    store16(frame, udpAt + 6, checksum == 0 ? 0xffffu : checksum);
    return true;
}

} // namespace hydra::net
