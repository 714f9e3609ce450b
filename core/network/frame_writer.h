// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/frame.h"

// The frames that the switch itself sends. Each is written into a buffer of its own size, from the
// payload outwards; nothing is allocated.

namespace hydra::net {

/// Who a frame is from and to.
struct Route {
    Mac sourceMac;
    Mac destinationMac;
    Ipv4 source;
    Ipv4 destination;

    [[nodiscard]] Route reversed() const;
};

/// Room for one frame with a payload of up to 1472 bytes, which fits each MTU from 1500 on.
class FrameBuffer
{
public:
    /// Where a payload is written: the bytes behind Ethernet, IPv4 and UDP headers.
    [[nodiscard]] std::span<std::uint8_t> udpPayload() { return std::span(m_bytes).subspan(42); }

    /// Completes the frame around the first SIZE bytes of udpPayload().
    [[nodiscard]] Bytes udp(const Route &route, std::uint16_t sourcePort,
                            std::uint16_t destinationPort, std::size_t size);
    [[nodiscard]] Bytes arpReply(const Arp &request, const Mac &answer);
    [[nodiscard]] Bytes arpRequest(const Mac &sender, Ipv4 senderIp, Ipv4 targetIp);
    /// The answer to an echo request with REST behind its checksum; at most 1476 bytes of it.
    [[nodiscard]] Bytes echoReply(const Route &route, Bytes rest);
    /// Says to the sender of REFUSED: communication administratively prohibited.
    [[nodiscard]] Bytes prohibited(const Route &route, const Ipv4Packet &refused);
    /// Says to the sender of REFUSED: no such connection.
    [[nodiscard]] Bytes reset(const Route &route, const Tcp &refused);

private:
    Bytes ipv4(const Route &route, std::uint8_t protocol, std::size_t size);
    Bytes arp(const Mac &destination, const Arp &arp);
    void put16(std::size_t at, std::uint32_t value);
    void put32(std::size_t at, std::uint32_t value);
    void putMac(std::size_t at, const Mac &mac);
    void putChecksum(std::size_t at, std::size_t from, std::size_t size, std::uint32_t sum);

    std::array<std::uint8_t, 1514> m_bytes{};
};

/// Replaces an IPv4 frame's addresses of Ethernet and IP and mends the checksums. False, and
/// nothing is changed, when FRAME has no whole UDP datagram.
[[nodiscard]] bool readdressUdp(std::span<std::uint8_t> frame, const Route &route);

} // namespace hydra::net
