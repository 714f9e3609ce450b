// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/port_table.h"

namespace hydra::net {

inline constexpr std::uint16_t kDhcpServerPort = 67;
inline constexpr std::uint16_t kDhcpClientPort = 68;

/// A DHCP message (RFC 2131) as far as a server of fixed leases needs it.
struct DhcpMessage {
    std::uint8_t type = 0; ///< of option 53
    Bytes head;            ///< the first 44 bytes: up to the client's hardware address
    Mac client;
    bool wantsBroadcast = false;
    Ipv4 clientIp;
    std::optional<Ipv4> requested;
    std::optional<Ipv4> server;
};

enum DhcpType : std::uint8_t {
    DhcpDiscover = 1,
    DhcpOffer = 2,
    DhcpRequest = 3,
    DhcpDecline = 4,
    DhcpAck = 5,
    DhcpNak = 6,
    DhcpRelease = 7,
    DhcpInform = 8,
};

/// A client's message; nothing when it is cut short or contradicts itself.
[[nodiscard]] std::optional<DhcpMessage> readDhcp(Bytes payload);

struct DhcpReply {
    std::size_t size = 0;
    Ipv4 destination;
    Mac destinationMac;
};

/// The gateway's answer to MESSAGE of the VM at PORT, written to OUT (at least 576 bytes): always
/// the port's own address, whatever was asked for. Nothing for what needs no answer. Pure.
[[nodiscard]] std::optional<DhcpReply> answerDhcp(const SegmentSpec &segment, const PortSpec &port,
                                                  const DhcpMessage &message,
                                                  std::span<std::uint8_t> out);

} // namespace hydra::net
