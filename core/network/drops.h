// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hydra::net {

/// Why a frame went nowhere; each reason is counted per port.
enum class Drop : std::uint8_t {
    None,
    Size,       ///< under 14 bytes or above the MTU
    Vlan,       ///< tagged
    SourceMac,  ///< not the port's
    SourceIp,   ///< not the port's
    ArpSender,  ///< an ARP packet in the name of another
    Ipv6,       ///< which we do not route
    EtherType,  ///< neither IPv4 nor ARP
    Malformed,  ///< a header that cannot be read
    NoPort,     ///< no port has the destination's MAC
    Reflected,  ///< to the port it came from
    FloodLimit, ///< too many broadcasts
    Peers,      ///< the VMs are kept apart
    Egress,     ///< refused by the port's egress policy
    Guard,      ///< an address that is never reached over the uplink
    NoUplink,   ///< there is none
    LinkDown,
    LinkLoss,    ///< lost on purpose
    LinkQueue,   ///< a shaped link's queue is full
    Answered,    ///< no loss: the switch itself answered it
    SocketQueue, ///< the receiver's socket is full
    Unreachable, ///< nobody holds the other end of the receiver's socket
    Count,
};

inline constexpr std::size_t kDropCount = std::size_t(Drop::Count);

/// The reason's name in statistics.
[[nodiscard]] constexpr const char *dropName(Drop drop)
{
    constexpr std::array<const char *, kDropCount> names{
        "none",       "size",       "vlan",         "source_mac", "source_ip", "arp_sender",
        "ipv6",       "ether_type", "malformed",    "no_port",    "reflected", "flood_limit",
        "peers",      "egress",     "guard",        "no_uplink",  "link_down", "link_loss",
        "link_queue", "answered",   "socket_queue", "unreachable"};
    return names[std::size_t(drop)];
}

} // namespace hydra::net
