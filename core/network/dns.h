// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/port_table.h"

namespace hydra::net {

inline constexpr std::uint16_t kDnsPort = 53;

enum class DnsAction {
    Drop,   ///< no query at all
    Reply,  ///< what was written answers it
    Forward ///< none of our names: whether it is asked elsewhere is the policy's decision
};

struct DnsOutcome {
    DnsAction action = DnsAction::Drop;
    std::size_t size = 0; ///< of the reply
    std::string name;     ///< of what is to be forwarded: small letters, no dot at the end
};

/// The gateway's answer to QUERY, written to OUT (at least 1024 bytes). It knows the segment's VMs
/// by NAME and NAME.DOMAIN, their addresses' names, and `gateway`; the segment's domain is nobody
/// else's to answer. Pure.
[[nodiscard]] DnsOutcome answerDns(const SegmentSpec &segment, const PortTable &ports, Bytes query,
                                   std::span<std::uint8_t> out);

/// REFUSED, as an answer to QUERY, which answerDns wanted to forward: its size in OUT.
[[nodiscard]] std::size_t refuseDns(Bytes query, std::span<std::uint8_t> out);

/// What a resolver said of a name's IPv4 addresses.
struct DnsAddresses {
    std::string name; ///< that was asked for: small letters, no dot at the end
    std::vector<Ipv4> addresses;
    std::chrono::seconds ttl{0}; ///< the shortest of them
};

/// The addresses in a resolver's RESPONSE; nothing when there are none or it is malformed.
[[nodiscard]] std::optional<DnsAddresses> readDnsAddresses(Bytes response);

} // namespace hydra::net
