// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/frame.h"
#include "core/network/port_table.h"

#include <map>

namespace hydra::net {

/// One entry of an allow list: NAME, CIDR, NAME:PORT or CIDR:PORT, the latter two with /udp or not.
struct AllowRule {
    std::string name; ///< small letters; empty: `cidr` counts
    Cidr cidr;
    std::uint16_t port = 0;    ///< 0: every port, and what has none
    std::uint8_t protocol = 0; ///< of `port`; 0: every protocol

    bool operator==(const AllowRule &) const = default;
};

/// Nothing when TEXT is no such entry.
[[nodiscard]] std::optional<AllowRule> parseAllowRule(std::string_view text);

/// Where a packet wants to.
struct Destination {
    Ipv4 ip;
    std::uint8_t protocol = 0;
    std::uint16_t port = 0; ///< 0: of a protocol or fragment without
};

enum class Egress { Open, None, Allow };

/// What a VM may reach.
struct PolicySpec {
    Egress egress = Egress::Open;
    std::vector<AllowRule> allow; ///< for Egress::Allow
    bool hostLoopback = false;    ///< the gateway's address stands for this machine's loopback
    std::vector<std::uint16_t> hostPorts; ///< TCP ports of it that are open nevertheless
    bool allPeers = true;
    std::vector<std::string> peers; ///< names; for !allPeers

    bool operator==(const PolicySpec &) const = default;
    [[nodiscard]] bool allowsPeer(std::string_view name) const;
    /// Whether DESTINATION on this machine's loopback may be reached.
    [[nodiscard]] bool allowsHost(const Destination &destination) const;
};

[[nodiscard]] Destination destinationOf(const Ipv4Packet &packet);
/// "203.0.113.9:443", "203.0.113.9 (icmp)".
[[nodiscard]] std::string toText(const Destination &destination);

/// Why nobody reaches ADDRESS over the uplink, whatever the policy; empty: somebody may. Pure.
[[nodiscard]] std::string_view guardOf(const SegmentSpec &segment, Ipv4 address);

/// A port's egress policy with the addresses that its allowed names have been seen to have.
class EgressFilter
{
public:
    explicit EgressFilter(PolicySpec policy) : m_policy(std::move(policy)) {}

    [[nodiscard]] const PolicySpec &policy() const { return m_policy; }
    [[nodiscard]] bool allows(const Destination &destination, Instant now) const;
    /// Whether NAME may be asked for elsewhere: a question can carry what must not leave.
    [[nodiscard]] bool mayAsk(std::string_view name) const;
    /// An allowed name's address, as a resolver told it, counts for TTL, at least a minute.
    void learn(std::string_view name, Ipv4 address, std::chrono::seconds ttl, Instant now);

private:
    [[nodiscard]] bool matches(const AllowRule &rule, const Destination &destination,
                               Instant now) const;

    static constexpr std::size_t kMostLearnt = 4096;

    PolicySpec m_policy;
    std::map<std::pair<std::string, Ipv4>, Instant, std::less<>> m_learnt; ///< until when
};

} // namespace hydra::net
