// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"
#include "core/network/dns.h"
#include "core/network/switch.h"

#include <algorithm>

// What guests want of the gateway, and what passes between them and the uplink.

namespace hydra::net {

namespace {

constexpr std::uint8_t kEchoRequest = 8;

/// Errors are not answered with errors (RFC 1122).
bool isIcmpError(const Ipv4Packet &packet)
{
    if (packet.protocol != ProtocolIcmp)
        return false;
    const auto icmp = readIcmp(packet.payload);
    return !icmp || icmp->type == 3 || icmp->type == 4 || icmp->type == 5 || icmp->type == 11 ||
           icmp->type == 12;
}

/// The source's MAC address of FRAME.
void setSource(std::span<std::uint8_t> frame, const Mac &mac)
{
    std::copy(mac.bytes.begin(), mac.bytes.end(), frame.begin() + 6);
}

} // namespace

Drop Switch::forwardToGateway(const Passing &passing)
{
    const Ipv4Packet &packet = *passing.read.ipv4;
    if (packet.destination != m_segment.gateway)
        return forwardToUplink(passing);
    if (const auto done = askGateway(passing))
        return *done;
    const bool mayPass = m_inbound.isAnswer(packet, passing.now) ||
                         passing.port.filter.policy().allowsHost(destinationOf(packet));
    if (!mayPass)
        return refuse(passing, Drop::Guard, "by host_loopback");
    return sendUp(passing);
}

/// What the gateway itself offers; nothing for what is none of it.
std::optional<Drop> Switch::askGateway(const Passing &passing)
{
    const Ipv4Packet &packet = *passing.read.ipv4;
    if (packet.isFragment)
        return {};
    if (packet.protocol == ProtocolIcmp) {
        const auto icmp = readIcmp(packet.payload);
        return icmp && icmp->type == kEchoRequest ? answerEcho(passing, *icmp) : Drop::Answered;
    }
    const auto udp = packet.protocol == ProtocolUdp ? readUdp(packet.payload) : std::nullopt;
    if (udp && udp->destination == kDhcpServerPort)
        return answerDhcpClient(passing, *udp);
    if (udp && udp->destination == kDnsPort)
        return answerName(passing, *udp);
    return {};
}

Drop Switch::forwardToUplink(const Passing &passing)
{
    const Ipv4Packet &packet = *passing.read.ipv4;
    if (packet.hasOptions) // a source route would lead around every rule
        return refuse(passing, Drop::Guard, "(IP options)");
    if (m_inbound.isAnswer(packet, passing.now))
        return sendUp(passing);
    if (const std::string_view why = guardOf(m_segment, packet.destination); !why.empty())
        return refuse(passing, Drop::Guard, "(" + std::string(why) + ")");
    if (!passing.port.filter.allows(destinationOf(packet), passing.now))
        return refuse(passing, Drop::Egress, "by egress");
    return sendUp(passing);
}

Drop Switch::sendUp(const Passing &passing)
{
    if (!m_hasUplink)
        return refuse(passing, Drop::NoUplink, "(no uplink)");
    sendTo(kUplink, passing.frame, Seen::Delivered);
    return Drop::None;
}

Drop Switch::refuse(const Passing &passing, Drop why, std::string_view reason)
{
    const Destination destination = destinationOf(*passing.read.ipv4);
    if (passing.port.notes.isNews(destination, passing.now)) {
        const std::string line = passing.spec.name + " → " + toText(destination) + " denied ";
        m_outlet.note(passing.from, line + std::string(reason));
    }
    sendRefusal(passing);
    return why;
}

/// So that the guest knows at once and does not wait for a time-out.
void Switch::sendRefusal(const Passing &passing)
{
    const Ipv4Packet &packet = *passing.read.ipv4;
    if (packet.isLaterFragment || isIcmpError(packet) || !passing.port.answers.take(passing.now))
        return;
    Route back = Route{.sourceMac = passing.read.ethernet.source,
                       .destinationMac = passing.read.ethernet.destination,
                       .source = packet.source,
                       .destination = packet.destination}
                     .reversed();
    const auto tcp = packet.protocol == ProtocolTcp ? readTcp(packet.payload) : std::nullopt;
    if (tcp && (tcp->flags & TcpRst) == 0)
        return sendTo(passing.from, m_answer.reset(back, *tcp), Seen::Answered);
    back.sourceMac = m_segment.gatewayMac;
    back.source = m_segment.gateway;
    if (!tcp)
        sendTo(passing.from, m_answer.prohibited(back, packet), Seen::Answered);
}

Drop Switch::receiveFromUplink(std::span<std::uint8_t> frame, Instant now)
{
    const Admission admission = admitFromUplink(m_segment, frame);
    m_outlet.observe(kUplink, Seen::Received, frame, admission.drop);
    if (admission.drop != Drop::None)
        return admission.drop;
    if (!admission.frame.arp)
        return passDown(admission.frame, frame, now);
    const Arp &request = *admission.frame.arp;
    const auto port = m_ports.byIp(request.targetIp);
    if (request.operation == 1 && port)
        sendTo(kUplink, m_answer.arpReply(request, m_ports.at(*port)->mac), Seen::Answered);
    return Drop::Answered;
}

Drop Switch::passDown(const Admitted &read, std::span<std::uint8_t> frame, Instant now)
{
    const Ipv4Packet &packet = *read.ipv4;
    const auto to = m_ports.byMac(read.ethernet.destination);
    if (!to || m_ports.at(*to)->ip != packet.destination)
        return Drop::NoPort;
    if (!passNamesDown(*to, packet, frame, now)) {
        m_inbound.note(packet, now);
        setSource(frame, m_segment.gatewayMac);
    }
    deliver(*to, frame, now);
    return Drop::None;
}

} // namespace hydra::net
