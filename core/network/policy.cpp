// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/policy.h"

#include <algorithm>

namespace hydra::net {

namespace {

constexpr std::chrono::seconds kShortestLearnt{60};
constexpr std::chrono::seconds kLongestLearnt{std::chrono::hours(24)};

bool isHostName(std::string_view name)
{
    while (!name.empty()) {
        const std::size_t dot = std::min(name.find('.'), name.size());
        if (!isLabel(name.substr(0, dot)) || dot + 1 == name.size())
            return false;
        name.remove_prefix(std::min(dot + 1, name.size()));
    }
    return true;
}

/// Takes ":PORT" or ":PORT/udp" off TEXT; false when it is none of them.
bool takePort(std::string_view &text, AllowRule &rule)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return true;
    std::string_view port = text.substr(colon + 1);
    text = text.substr(0, colon);
    rule.protocol = port.ends_with("/udp") ? ProtocolUdp : ProtocolTcp;
    if (port.ends_with("/udp") || port.ends_with("/tcp"))
        port.remove_suffix(4);
    const auto number = parseNumber(port, 65535);
    rule.port = std::uint16_t(number.value_or(0));
    return rule.port != 0;
}

struct Guard {
    Cidr range;
    std::string_view why;
};

constexpr std::array kGuards{
    Guard{.range = {.base = {.value = 0}, .bits = 8}, .why = "no destination"},
    Guard{.range = {.base = {.value = 127u << 24}, .bits = 8}, .why = "loopback"},
    Guard{.range = {.base = {.value = 0xa9fe0000}, .bits = 16}, .why = "link-local"},
    Guard{.range = {.base = {.value = 224u << 24}, .bits = 4}, .why = "multicast"},
    Guard{.range = {.base = {.value = 240u << 24}, .bits = 4}, .why = "reserved or broadcast"},
};

} // namespace

std::optional<AllowRule> parseAllowRule(std::string_view text)
{
    AllowRule rule;
    if (!takePort(text, rule) || text.empty())
        return {};
    if (const auto cidr = parseCidr(text)) {
        rule.cidr = *cidr;
        return rule;
    }
    const bool isNumeric = text.find_first_not_of("0123456789./") == std::string_view::npos;
    if (isNumeric || !isHostName(text))
        return {};
    rule.name = lowerCase(text);
    return rule;
}

bool PolicySpec::allowsPeer(std::string_view name) const
{
    return allPeers || std::find(peers.begin(), peers.end(), name) != peers.end();
}

Destination destinationOf(const Ipv4Packet &packet)
{
    Destination destination{.ip = packet.destination, .protocol = packet.protocol, .port = 0};
    const bool hasPorts = packet.protocol == ProtocolTcp || packet.protocol == ProtocolUdp;
    if (hasPorts && !packet.isLaterFragment && packet.payload.size() >= 4)
        destination.port = read16(packet.payload, 2);
    return destination;
}

std::string toText(const Destination &destination)
{
    std::string text = toText(destination.ip);
    if (destination.port != 0)
        text += ':' + std::to_string(destination.port);
    if (destination.protocol == ProtocolUdp)
        text += "/udp";
    else if (destination.protocol == ProtocolIcmp)
        text += " (icmp)";
    return text;
}

std::string_view guardOf(const SegmentSpec &segment, Ipv4 address)
{
    const auto holds = [address](const Guard &guard) { return guard.range.contains(address); };
    const auto guard = std::find_if(kGuards.begin(), kGuards.end(), holds);
    if (guard != kGuards.end())
        return guard->why;
    if (segment.subnet.contains(address))
        return "an address of the lab";
    const auto &own = segment.hostAddresses;
    return std::find(own.begin(), own.end(), address) != own.end() ? "an address of this machine"
                                                                   : std::string_view();
}

bool PolicySpec::allowsHost(const Destination &destination) const
{
    const bool isOpen =
        destination.protocol == ProtocolTcp &&
        std::find(hostPorts.begin(), hostPorts.end(), destination.port) != hostPorts.end();
    return hostLoopback || isOpen;
}

bool EgressFilter::allows(const Destination &destination, Instant now) const
{
    if (m_policy.egress != Egress::Allow)
        return m_policy.egress == Egress::Open;
    return std::any_of(m_policy.allow.begin(), m_policy.allow.end(),
                       [&](const AllowRule &rule) { return matches(rule, destination, now); });
}

bool EgressFilter::matches(const AllowRule &rule, const Destination &destination, Instant now) const
{
    if (rule.protocol != 0 && rule.protocol != destination.protocol)
        return false;
    if (rule.port != 0 && rule.port != destination.port)
        return false;
    if (rule.name.empty())
        return rule.cidr.contains(destination.ip);
    const auto learnt = m_learnt.find(std::pair(rule.name, destination.ip));
    return learnt != m_learnt.end() && now < learnt->second;
}

bool EgressFilter::mayAsk(std::string_view name) const
{
    if (m_policy.egress != Egress::Allow)
        return m_policy.egress == Egress::Open;
    return std::any_of(m_policy.allow.begin(), m_policy.allow.end(),
                       [name](const AllowRule &rule) { return rule.name == name; });
}

void EgressFilter::learn(std::string_view name, Ipv4 address, std::chrono::seconds ttl, Instant now)
{
    if (m_policy.egress != Egress::Allow || !mayAsk(name))
        return;
    if (m_learnt.size() >= kMostLearnt)
        std::erase_if(m_learnt, [now](const auto &entry) { return entry.second <= now; });
    if (m_learnt.size() < kMostLearnt)
        m_learnt[{std::string(name), address}] =
            now + std::clamp(ttl, kShortestLearnt, kLongestLearnt);
}

} // namespace hydra::net
