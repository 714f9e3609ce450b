// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/switch.h"

#include <algorithm>

namespace hydra::net {

Switch::Switch(SegmentSpec segment, Outlet &outlet)
    : m_segment(std::move(segment)), m_outlet(outlet)
{
}

PortTable::Added Switch::addPort(const PortSpec &port, const PolicySpec &policy)
{
    if (!m_segment.subnet.contains(port.ip) || port.ip == m_segment.gateway)
        return {.port = {}, .objection = "no free address of the network: " + toText(port.ip)};
    if (port.mac == m_segment.gatewayMac)
        return {.port = {}, .objection = "the gateway's MAC address: " + toText(port.mac)};
    PortTable::Added added = m_ports.add(port);
    if (!added.port)
        return added;
    m_states.resize(std::max(m_states.size(), m_ports.size()));
    m_states[*added.port] = std::make_unique<Port>(policy, port.ip.value);
    return added;
}

void Switch::removePort(PortId port)
{
    m_ports.remove(port);
    if (port < m_states.size())
        m_states[port].reset();
}

void Switch::setPolicy(PortId port, const PolicySpec &policy)
{
    if (Port *state = portAt(port))
        state->filter = EgressFilter(policy);
}

void Switch::setLink(PortId port, const LinkSpec &link)
{
    if (Port *state = portAt(port)) {
        state->up.shape(link);
        state->down.shape(link);
    }
}

Switch::Port *Switch::portAt(PortId port) const
{
    return port < m_states.size() ? m_states[port].get() : nullptr;
}

const PortCounts &Switch::counts(PortId port) const
{
    const Port *state = portAt(port);
    return state != nullptr ? state->counts : m_uplinkCounts;
}

void Switch::countLoss(PortId port, Drop why)
{
    Port *state = portAt(port);
    ++(state != nullptr ? state->counts : m_uplinkCounts).drops[std::size_t(why)];
}

void Switch::noteAndCount(PortId port, Bytes frame, Drop drop)
{
    m_outlet.observe(port, Seen::Received, frame, drop);
    if (drop != Drop::None)
        countLoss(port, drop);
}

void Switch::receive(PortId port, std::span<std::uint8_t> frame, Instant now)
{
    Port *state = portAt(port);
    if (state == nullptr && port != kUplink)
        return;
    PortCounts &counts = state != nullptr ? state->counts : m_uplinkCounts;
    ++counts.receivedFrames;
    counts.receivedBytes += frame.size();
    if (state != nullptr)
        receiveFromGuest(port, *state, frame, now);
    else if (const Drop drop = receiveFromUplink(frame, now); drop != Drop::None)
        countLoss(kUplink, drop);
}

void Switch::receiveFromGuest(PortId from, Port &port, std::span<std::uint8_t> frame, Instant now)
{
    const PortSpec &spec = *m_ports.at(from);
    const Admission admission = admit(m_segment, spec, frame);
    if (admission.drop != Drop::None)
        return noteAndCount(from, frame, admission.drop);
    if (!port.up.isTransparent())
        return noteAndCount(from, frame, port.up.push(frame, now));
    m_outlet.observe(from, Seen::Received, frame, Drop::None);
    const Drop drop = forward({.from = from,
                               .port = port,
                               .spec = spec,
                               .read = admission.frame,
                               .frame = frame,
                               .now = now});
    if (drop != Drop::None)
        countLoss(from, drop);
}

Drop Switch::forward(const Passing &passing)
{
    if (passing.read.arp)
        return answerArp(passing);
    const Mac &to = passing.read.ethernet.destination;
    if (to.isGroup())
        return forwardGroup(passing);
    return to == m_segment.gatewayMac ? forwardToGateway(passing) : forwardToPeer(passing);
}

Drop Switch::forwardGroup(const Passing &passing)
{
    const Ipv4Packet &packet = *passing.read.ipv4;
    const auto udp = packet.protocol == ProtocolUdp && !packet.isFragment ? readUdp(packet.payload)
                                                                          : std::nullopt;
    if (udp && udp->destination == 67)
        return answerDhcpClient(passing, *udp);
    if (!passing.port.floods.take(passing.now))
        return Drop::FloodLimit;
    for (PortId to = 0; to < m_ports.size(); ++to) {
        if (to != passing.from && m_ports.at(to) != nullptr && arePeers(passing.from, to))
            deliver(to, passing.frame, passing.now);
    }
    return Drop::None;
}

Drop Switch::forwardToPeer(const Passing &passing)
{
    const auto to = m_ports.byMac(passing.read.ethernet.destination);
    if (!to)
        return Drop::NoPort;
    if (*to == passing.from)
        return Drop::Reflected;
    if (!arePeers(passing.from, *to))
        return refuse(passing, Drop::Peers, "by peers");
    deliver(*to, passing.frame, passing.now);
    return Drop::None;
}

/// Both have to want it.
bool Switch::arePeers(PortId a, PortId b) const
{
    return m_states[a]->filter.policy().allowsPeer(m_ports.at(b)->name) &&
           m_states[b]->filter.policy().allowsPeer(m_ports.at(a)->name);
}

void Switch::deliver(PortId to, Bytes frame, Instant now)
{
    Port &port = *m_states[to];
    if (port.down.isTransparent())
        return sendTo(to, frame, Seen::Delivered);
    if (const Drop drop = port.down.push(frame, now); drop != Drop::None)
        countLoss(to, drop);
}

void Switch::sendTo(PortId to, Bytes frame, Seen seen)
{
    Port *port = portAt(to);
    PortCounts &counts = port != nullptr ? port->counts : m_uplinkCounts;
    ++counts.sentFrames;
    counts.sentBytes += frame.size();
    m_outlet.observe(to, seen, frame, Drop::None);
    m_outlet.send(to, frame);
}

std::optional<Instant> Switch::due() const
{
    std::optional<Instant> first;
    for (const auto &port : m_states) {
        for (const LinkShaper *shaper :
             {port ? &port->up : nullptr, port ? &port->down : nullptr}) {
            const auto due = shaper != nullptr ? shaper->due() : std::nullopt;
            if (due && (!first || *due < *first))
                first = due;
        }
    }
    return first;
}

void Switch::passDue(Instant now)
{
    for (PortId id = 0; id < m_states.size(); ++id) {
        if (m_states[id])
            passDueOf(id, *m_states[id], now);
    }
}

void Switch::passDueOf(PortId id, Port &port, Instant now)
{
    const PortSpec &spec = *m_ports.at(id);
    while (auto frame = port.up.pop(now)) {
        const Admission admission = admit(m_segment, spec, *frame);
        const Drop drop = forward({.from = id,
                                   .port = port,
                                   .spec = spec,
                                   .read = admission.frame,
                                   .frame = *frame,
                                   .now = now});
        if (drop != Drop::None)
            countLoss(id, drop);
    }
    while (const auto frame = port.down.pop(now))
        sendTo(id, *frame, Seen::Delivered);
}

} // namespace hydra::net
