// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/frame.h"

#include <algorithm>

namespace hydra::net {

namespace {

Mac macAt(Bytes bytes, std::size_t at)
{
    Mac mac;
    std::copy_n(bytes.begin() + std::ptrdiff_t(at), mac.bytes.size(), mac.bytes.begin());
    return mac;
}

Ipv4 addressAt(Bytes bytes, std::size_t at)
{
    return {.value = read32(bytes, at)};
}

} // namespace

std::uint16_t read16(Bytes bytes, std::size_t at)
{
    return std::uint16_t(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t read32(Bytes bytes, std::size_t at)
{
    return std::uint32_t(read16(bytes, at)) << 16 | read16(bytes, at + 2);
}

std::optional<Ethernet> readEthernet(Bytes frame)
{
    if (frame.size() < kEthernetSize)
        return {};
    return Ethernet{.destination = macAt(frame, 0),
                    .source = macAt(frame, 6),
                    .type = read16(frame, 12),
                    .payload = frame.subspan(kEthernetSize)};
}

std::optional<Arp> readArp(Bytes payload)
{
    constexpr std::uint16_t ethernet = 1;
    constexpr std::uint16_t sizes = 0x0604; // of a MAC and of an IPv4 address
    if (payload.size() < 28 || read16(payload, 0) != ethernet || read16(payload, 2) != EtherIpv4 ||
        read16(payload, 4) != sizes)
        return {};
    return Arp{.operation = read16(payload, 6),
               .senderMac = macAt(payload, 8),
               .senderIp = addressAt(payload, 14),
               .targetMac = macAt(payload, 18),
               .targetIp = addressAt(payload, 24)};
}

std::optional<Ipv4Packet> readIpv4(Bytes payload)
{
    if (payload.size() < 20 || payload[0] >> 4 != 4)
        return {};
    const std::size_t header = std::size_t(payload[0] & 15) * 4;
    const std::size_t total = read16(payload, 2);
    if (header < 20 || total < header || total > payload.size())
        return {};
    const std::uint16_t fragment = read16(payload, 6);
    return Ipv4Packet{.source = addressAt(payload, 12),
                      .destination = addressAt(payload, 16),
                      .protocol = payload[9],
                      .hasOptions = header > 20,
                      .isFragment = (fragment & 0x3fff) != 0,
                      .isLaterFragment = (fragment & 0x1fff) != 0,
                      .header = payload.first(header),
                      .payload = payload.subspan(header, total - header)};
}

std::optional<Udp> readUdp(Bytes payload)
{
    if (payload.size() < 8)
        return {};
    const std::size_t size = read16(payload, 4);
    if (size < 8 || size > payload.size())
        return {};
    return Udp{.source = read16(payload, 0),
               .destination = read16(payload, 2),
               .payload = payload.subspan(8, size - 8)};
}

std::optional<Tcp> readTcp(Bytes payload)
{
    if (payload.size() < 20)
        return {};
    const std::size_t header = std::size_t(payload[12] >> 4) * 4;
    if (header < 20 || header > payload.size())
        return {};
    return Tcp{.source = read16(payload, 0),
               .destination = read16(payload, 2),
               .sequence = read32(payload, 4),
               .acknowledgement = read32(payload, 8),
               .flags = payload[13],
               .payload = payload.subspan(header)};
}

std::optional<Icmp> readIcmp(Bytes payload)
{
    if (payload.size() < 8)
        return {};
    return Icmp{.type = payload[0], .code = payload[1], .rest = payload.subspan(4)};
}

std::uint16_t internetChecksum(Bytes bytes, std::uint32_t sum)
{
    std::uint64_t total = sum;
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2)
        total += read16(bytes, at);
    if (at < bytes.size())
        total += std::uint64_t(bytes[at]) << 8;
    while (total >> 16 != 0)
        total = (total & 0xffff) + (total >> 16);
    return std::uint16_t(~total);
}

std::uint32_t pseudoHeaderSum(Ipv4 source, Ipv4 destination, std::uint8_t protocol,
                              std::size_t size)
{
    return (source.value >> 16) + (source.value & 0xffff) + (destination.value >> 16) +
           (destination.value & 0xffff) + protocol + std::uint32_t(size);
}

} // namespace hydra::net
