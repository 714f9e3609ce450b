// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/inbound_flows.h"

#include <algorithm>

namespace hydra::net {

namespace {

struct Ports {
    std::uint16_t source = 0;
    std::uint16_t destination = 0;
    bool begins = false; ///< a connection, as far as one packet tells
};

std::optional<Ports> portsOf(const Ipv4Packet &packet)
{
    if (packet.isFragment)
        return {};
    if (packet.protocol == ProtocolTcp) {
        const auto tcp = readTcp(packet.payload);
        const bool begins = tcp && (tcp->flags & (TcpSyn | TcpAck)) == TcpSyn;
        return tcp ? std::optional(Ports{
                         .source = tcp->source, .destination = tcp->destination, .begins = begins})
                   : std::nullopt;
    }
    const auto udp = packet.protocol == ProtocolUdp ? readUdp(packet.payload) : std::nullopt;
    return udp ? std::optional(
                     Ports{.source = udp->source, .destination = udp->destination, .begins = true})
               : std::nullopt;
}

} // namespace

std::size_t InboundFlows::Hash::operator()(const Flow &flow) const
{
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15; // spreads neighbouring values
    std::uint64_t hash = (std::uint64_t(flow.guest.value) << 32 | flow.remote.value) * odd;
    hash ^=
        std::uint64_t(flow.guestPort) << 24 | std::uint64_t(flow.remotePort) << 8 | flow.protocol;
    return std::size_t(hash * odd >> 16);
}

void InboundFlows::note(const Ipv4Packet &packet, Instant now)
{
    const auto ports = portsOf(packet);
    if (!ports)
        return;
    const Flow flow{.guest = packet.destination,
                    .remote = packet.source,
                    .guestPort = ports->destination,
                    .remotePort = ports->source,
                    .protocol = packet.protocol};
    const auto known = m_lastSeen.find(flow);
    if (known != m_lastSeen.end()) {
        known->second = now;
    } else if (ports->begins &&
               m_doors.contains(
                   {.guest = flow.guest, .port = flow.guestPort, .protocol = flow.protocol})) {
        makeRoom();
        m_lastSeen.emplace(flow, now);
    }
}

bool InboundFlows::isAnswer(const Ipv4Packet &packet, Instant now)
{
    const auto ports = m_lastSeen.empty() ? std::nullopt : portsOf(packet);
    if (!ports)
        return false;
    const auto flow = m_lastSeen.find({.guest = packet.source,
                                       .remote = packet.destination,
                                       .guestPort = ports->source,
                                       .remotePort = ports->destination,
                                       .protocol = packet.protocol});
    if (flow == m_lastSeen.end() || now - flow->second > kLongestSilence)
        return false;
    flow->second = now;
    return true;
}

void InboundFlows::makeRoom()
{
    if (m_lastSeen.size() < kMostFlows)
        return;
    const auto isOlder = [](const auto &a, const auto &b) { return a.second < b.second; };
    m_lastSeen.erase(std::min_element(m_lastSeen.begin(), m_lastSeen.end(), isOlder));
}

} // namespace hydra::net
