// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/addresses.h"

// Headers of frames, read from their bytes: nothing is copied but numbers, and a header that is cut
// short or contradicts itself is not read at all.

namespace hydra::net {

inline constexpr std::size_t kEthernetSize = 14;

enum EtherType : std::uint16_t {
    EtherIpv4 = 0x0800,
    EtherArp = 0x0806,
    EtherVlan = 0x8100,
    EtherIpv6 = 0x86dd,
    EtherServiceVlan = 0x88a8,
};

enum Protocol : std::uint8_t { ProtocolIcmp = 1, ProtocolTcp = 6, ProtocolUdp = 17 };

enum TcpFlag : std::uint8_t { TcpFin = 1, TcpSyn = 2, TcpRst = 4, TcpAck = 16 };

struct Ethernet {
    Mac destination;
    Mac source;
    std::uint16_t type = 0;
    Bytes payload;
};

/// ARP for IPv4 over Ethernet.
struct Arp {
    std::uint16_t operation = 0; ///< 1 asks, 2 answers
    Mac senderMac;
    Ipv4 senderIp;
    Mac targetMac;
    Ipv4 targetIp;
};

struct Ipv4Packet {
    Ipv4 source;
    Ipv4 destination;
    std::uint8_t protocol = 0;
    bool hasOptions = false;
    bool isFragment = false;      ///< the first one, too
    bool isLaterFragment = false; ///< without the header of its protocol
    Bytes header;
    Bytes payload; ///< without what Ethernet padded it with
};

struct Udp {
    std::uint16_t source = 0;
    std::uint16_t destination = 0;
    Bytes payload;
};

struct Tcp {
    std::uint16_t source = 0;
    std::uint16_t destination = 0;
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    std::uint8_t flags = 0;
    Bytes payload;
};

struct Icmp {
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    Bytes rest; ///< behind type, code and checksum
};

[[nodiscard]] std::optional<Ethernet> readEthernet(Bytes frame);
[[nodiscard]] std::optional<Arp> readArp(Bytes payload);
[[nodiscard]] std::optional<Ipv4Packet> readIpv4(Bytes payload);
[[nodiscard]] std::optional<Udp> readUdp(Bytes payload);
[[nodiscard]] std::optional<Tcp> readTcp(Bytes payload);
[[nodiscard]] std::optional<Icmp> readIcmp(Bytes payload);

/// Numbers in network order; AT and what is read must be inside.
[[nodiscard]] std::uint16_t read16(Bytes bytes, std::size_t at);
[[nodiscard]] std::uint32_t read32(Bytes bytes, std::size_t at);

/// The Internet checksum (RFC 1071) of BYTES, with SUM of other bytes added. Over bytes that
/// contain their checksum it is 0.
[[nodiscard]] std::uint16_t internetChecksum(Bytes bytes, std::uint32_t sum = 0);
/// The sum of TCP's and UDP's pseudo header, for internetChecksum.
[[nodiscard]] std::uint32_t pseudoHeaderSum(Ipv4 source, Ipv4 destination, std::uint8_t protocol,
                                            std::size_t size);

} // namespace hydra::net
