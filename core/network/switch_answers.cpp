// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"
#include "core/network/dns.h"
#include "core/network/switch.h"

#include <algorithm>

// What the switch answers itself: ARP, echo requests to the gateway, DHCP and names.

namespace hydra::net {

namespace {

constexpr std::chrono::seconds kLongestQuestion{15};

/// A question that was asked for a guest: who has asked it.
std::uint64_t questionKey(Ipv4 guest, std::uint16_t port)
{
    return std::uint64_t(guest.value) << 16 | port;
}

} // namespace

Drop Switch::answer(const Passing &passing, Bytes frame)
{
    if (!passing.port.answers.take(passing.now))
        return Drop::FloodLimit;
    if (passing.port.down.isTransparent())
        sendTo(passing.from, frame, Seen::Answered);
    else
        deliver(passing.from, frame, passing.now);
    return Drop::Answered;
}

std::optional<Mac> Switch::macOf(Ipv4 ip) const
{
    if (ip == m_segment.gateway)
        return m_segment.gatewayMac;
    const auto port = m_ports.byIp(ip);
    return port ? std::optional(m_ports.at(*port)->mac) : std::nullopt;
}

/// From the table, so that nobody can answer for another. A probe for the guest's own address must
/// find that it is free.
Drop Switch::answerArp(const Passing &passing)
{
    const Arp &request = *passing.read.arp;
    const auto mac = macOf(request.targetIp);
    if (request.operation != 1 || !mac || request.targetIp == passing.spec.ip)
        return Drop::Answered;
    return answer(passing, m_answer.arpReply(request, *mac));
}

Drop Switch::answerEcho(const Passing &passing, const Icmp &request)
{
    const Route back{.sourceMac = m_segment.gatewayMac,
                     .destinationMac = passing.spec.mac,
                     .source = m_segment.gateway,
                     .destination = passing.spec.ip};
    return answer(passing, m_answer.echoReply(back, request.rest));
}

Drop Switch::answerDhcpClient(const Passing &passing, const Udp &udp)
{
    const auto message = readDhcp(udp.payload);
    if (!message)
        return Drop::Malformed;
    const auto reply = answerDhcp(m_segment, passing.spec, *message, m_answer.udpPayload());
    if (!reply)
        return Drop::Answered;
    const Route route{.sourceMac = m_segment.gatewayMac,
                      .destinationMac = reply->destinationMac,
                      .source = m_segment.gateway,
                      .destination = reply->destination};
    return answer(passing, m_answer.udp(route, kDhcpServerPort, kDhcpClientPort, reply->size));
}

Drop Switch::answerName(const Passing &passing, const Udp &udp)
{
    DnsOutcome outcome = answerDns(m_segment, m_ports, udp.payload, m_answer.udpPayload());
    if (outcome.action == DnsAction::Drop)
        return Drop::Malformed;
    if (outcome.action == DnsAction::Forward) {
        const Drop drop = askResolver(passing, udp, outcome.name);
        if (drop == Drop::None)
            return drop;
        outcome.size = refuseDns(udp.payload, m_answer.udpPayload());
    }
    const Route back{.sourceMac = m_segment.gatewayMac,
                     .destinationMac = passing.spec.mac,
                     .source = m_segment.gateway,
                     .destination = passing.spec.ip};
    return answer(passing, m_answer.udp(back, kDnsPort, udp.source, outcome.size));
}

/// None when the question is on its way.
Drop Switch::askResolver(const Passing &passing, const Udp &udp, const std::string &name)
{
    if (!m_hasUplink || m_segment.resolver == kAnyAddress)
        return Drop::NoUplink;
    if (!passing.port.filter.mayAsk(name)) {
        if (passing.port.notes.isNews(name, passing.now))
            m_outlet.note(passing.from, passing.spec.name + " → " + name + " denied by egress");
        return Drop::Egress;
    }
    const auto isOld = [&](const auto &question) {
        return passing.now - question.second > kLongestQuestion;
    };
    if (m_questions.size() >= kMostQuestions)
        std::erase_if(m_questions, isOld);
    if (m_questions.size() >= kMostQuestions)
        return Drop::FloodLimit;
    m_questions[questionKey(passing.spec.ip, udp.source)] = passing.now;
    const Route route{.sourceMac = passing.spec.mac,
                      .destinationMac = m_segment.gatewayMac,
                      .source = passing.spec.ip,
                      .destination = m_segment.resolver};
    if (!readdressUdp(passing.frame, route))
        return Drop::Malformed;
    sendTo(kUplink, passing.frame, Seen::Delivered);
    return Drop::None;
}

/// When PACKET answers a question that was asked for a guest: makes it the gateway's answer, and
/// learns from it. False for anything else, which is left as it is.
bool Switch::passNamesDown(PortId to, const Ipv4Packet &packet, std::span<std::uint8_t> frame,
                           Instant now)
{
    if (packet.source != m_segment.resolver || packet.protocol != ProtocolUdp || packet.isFragment)
        return false;
    const auto udp = readUdp(packet.payload);
    if (!udp || udp->source != kDnsPort)
        return false;
    const auto question = m_questions.find(questionKey(packet.destination, udp->destination));
    if (question == m_questions.end() || now - question->second > kLongestQuestion)
        return false;
    m_questions.erase(question);
    if (const auto found = readDnsAddresses(udp->payload)) {
        for (const Ipv4 address : found->addresses)
            m_states[to]->filter.learn(found->name, address, found->ttl, now);
    }
    const Route route{.sourceMac = m_segment.gatewayMac,
                      .destinationMac = m_ports.at(to)->mac,
                      .source = m_segment.gateway,
                      .destination = packet.destination};
    return readdressUdp(frame, route);
}

} // namespace hydra::net
