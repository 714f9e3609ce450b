// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/frame_writer.h"
#include "core/network/port_table.h"

#include <string>
#include <vector>

// A segment with two VMs, and frames that they send.

namespace hydra::test {

using Octets = std::vector<std::uint8_t>;

inline net::Ipv4 ipOf(const char *text)
{
    return net::parseIpv4(text).value();
}
inline net::Mac macOf(const char *text)
{
    return net::parseMac(text).value();
}

inline net::SegmentSpec labSegment()
{
    return {.subnet = net::parseCidr("192.168.100.0/24").value(),
            .gateway = ipOf("192.168.100.1"),
            .gatewayMac = macOf("52:55:c0:a8:64:01"),
            .resolver = ipOf("192.168.100.3"),
            .domain = "isolated.lab",
            .mtu = 1500,
            .lease = std::chrono::hours(1),
            .hostAddresses = {ipOf("198.51.100.7")}};
}

inline net::PortSpec homePort()
{
    return {.name = "home",
            .mac = macOf("52:54:00:00:00:01"),
            .ip = ipOf("192.168.100.10"),
            .aliases = {"hydravm1"}};
}

inline net::PortSpec otherPort()
{
    return {.name = "attacker",
            .mac = macOf("52:54:00:00:00:02"),
            .ip = ipOf("192.168.100.11"),
            .aliases = {}};
}

inline net::PortTable labPorts()
{
    net::PortTable ports;
    (void)ports.add(homePort());
    (void)ports.add(otherPort());
    return ports;
}

inline Octets octets(net::Bytes bytes)
{
    return {bytes.begin(), bytes.end()};
}
inline Octets octets(const std::string &text)
{
    return {text.begin(), text.end()};
}

/// From FROM to the address TO behind the card MAC.
inline net::Route routeOf(const net::PortSpec &from, const net::Mac &mac, net::Ipv4 to)
{
    return {.sourceMac = from.mac, .destinationMac = mac, .source = from.ip, .destination = to};
}

inline Octets udpFrame(const net::Route &route, std::uint16_t from, std::uint16_t to,
                       const Octets &payload)
{
    net::FrameBuffer buffer;
    std::copy(payload.begin(), payload.end(), buffer.udpPayload().begin());
    return octets(buffer.udp(route, from, to, payload.size()));
}

/// The first segment of a connection, or one with other FLAGS.
inline Octets tcpFrame(const net::Route &route, std::uint16_t from, std::uint16_t to,
                       std::uint8_t flags = net::TcpSyn)
{
    net::FrameBuffer buffer;
    Octets frame = octets(buffer.reset(
        route, {.source = to, .destination = from, .acknowledgement = 7, .flags = net::TcpAck}));
    frame[47] = flags;
    frame[50] = frame[51] = 0;
    const std::uint16_t checksum = net::internetChecksum(
        net::Bytes(frame).subspan(34),
        net::pseudoHeaderSum(route.source, route.destination, net::ProtocolTcp, frame.size() - 34));
    frame[50] = std::uint8_t(checksum >> 8);
    frame[51] = std::uint8_t(checksum);
    return frame;
}

inline Octets echoFrame(const net::Route &route)
{
    net::FrameBuffer buffer;
    Octets frame = octets(buffer.echoReply(route, octets("\x12\x34\x01\x01ping")));
    frame[34] = 8;
    return frame;
}

inline Octets arpFrame(const net::PortSpec &from, net::Ipv4 target)
{
    net::FrameBuffer buffer;
    return octets(buffer.arpRequest(from.mac, from.ip, target));
}

/// A DHCP client's message with the given options, without the end mark.
inline Octets dhcpMessage(const net::Mac &client, const Octets &options)
{
    Octets message(240);
    message[0] = 1;
    message[1] = 1;
    message[2] = 6;
    message[4] = 0x5a; // its transaction
    std::copy(client.bytes.begin(), client.bytes.end(), message.begin() + 28);
    const Octets magic{0x63, 0x82, 0x53, 0x63};
    std::copy(magic.begin(), magic.end(), message.begin() + 236);
    message.insert(message.end(), options.begin(), options.end());
    message.push_back(255);
    return message;
}

/// A question for NAME.
inline Octets dnsQuery(const std::string &name, std::uint16_t type = 1)
{
    Octets query{0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t dot = std::min(name.find('.', at), name.size());
        query.push_back(std::uint8_t(dot - at));
        query.insert(query.end(), name.begin() + std::ptrdiff_t(at),
                     name.begin() + std::ptrdiff_t(dot));
        at = dot + 1;
    }
    for (const int byte : {0, type >> 8, type & 255, 0, 1})
        query.push_back(std::uint8_t(byte));
    return query;
}

/// A resolver's answer to QUERY with one address.
inline Octets dnsAnswer(Octets query, net::Ipv4 address, std::uint8_t ttl = 200)
{
    query[2] = 0x81;
    query[3] = 0x80;
    query[7] = 1;
    for (const int byte : {0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, int(ttl), 0, 4})
        query.push_back(std::uint8_t(byte));
    for (int shift = 24; shift >= 0; shift -= 8)
        query.push_back(std::uint8_t(address.value >> shift));
    return query;
}

} // namespace hydra::test
