// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/admit.h"
#include "core/network/denial_notes.h"
#include "core/network/frame_writer.h"
#include "core/network/inbound_flows.h"
#include "core/network/link_shaper.h"

#include <memory>

namespace hydra::net {

/// The uplink in place of a port's number.
inline constexpr PortId kUplink = PortTable::kMaxPorts;

enum class Seen {
    Received,  ///< from the port
    Delivered, ///< to the port, from another
    Answered   ///< to the port, from the switch itself
};

/// What a Switch does to the world.
class Outlet
{
public:
    virtual ~Outlet() = default;
    /// Sends FRAME, whose bytes change after the return unless they are those that receive() got.
    virtual void send(PortId port, Bytes frame) = 0;
    /// A frame that passes a port, for captures; DROP says what becomes of a received one.
    virtual void observe(PortId port, Seen seen, Bytes frame, Drop drop) = 0;
    /// A line for people: "home → 203.0.113.9:443 denied by egress".
    virtual void note(PortId port, std::string_view line) = 0;
};

struct PortCounts {
    std::uint64_t receivedFrames = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t sentFrames = 0;
    std::uint64_t sentBytes = 0;
    std::array<std::uint64_t, kDropCount> drops{};
};

/// A lab's network: what becomes of each frame. Knows no sockets and no clock; one thread. Between
/// guests that pass everything on, a frame allocates nothing.
class Switch
{
public:
    Switch(SegmentSpec segment, Outlet &outlet);

    [[nodiscard]] const SegmentSpec &segment() const { return m_segment; }
    [[nodiscard]] const PortTable &ports() const { return m_ports; }

    [[nodiscard]] PortTable::Added addPort(const PortSpec &port, const PolicySpec &policy);
    void removePort(PortId port);
    /// What was learnt of allowed names' addresses is forgotten.
    void setPolicy(PortId port, const PolicySpec &policy);
    void setLink(PortId port, const LinkSpec &link);
    /// This machine's addresses change while it runs.
    void setHostAddresses(std::vector<Ipv4> addresses)
    {
        m_segment.hostAddresses = std::move(addresses);
    }
    void setUplink(bool isThere) { m_hasUplink = isThere; }
    /// Where forwards lead: connections that come in there may be answered under every policy.
    void setDoors(std::set<Door> doors) { m_inbound.setDoors(std::move(doors)); }

    /// A frame that PORT, or the uplink, sent. It may be changed.
    void receive(PortId port, std::span<std::uint8_t> frame, Instant now);
    /// When frames that wait are to be passed on.
    [[nodiscard]] std::optional<Instant> due() const;
    void passDue(Instant now);

    /// Of a port or the uplink.
    [[nodiscard]] const PortCounts &counts(PortId port) const;
    /// The outlet could not send a frame to PORT.
    void countLoss(PortId port, Drop why);

private:
    struct Port {
        Port(PolicySpec policy, std::uint64_t seed)
            : filter(std::move(policy)), up(seed), down(~seed)
        {
        }

        EgressFilter filter;
        LinkShaper up;   ///< from the guest
        LinkShaper down; ///< to the guest
        RateLimit floods{200, 400};
        RateLimit answers{1000, 1000};
        DenialNotes notes;
        PortCounts counts;
    };
    /// A guest's frame on its way.
    struct Passing {
        PortId from = 0;
        Port &port;
        const PortSpec &spec;
        const Admitted &read;
        std::span<std::uint8_t> frame;
        Instant now;
    };

    [[nodiscard]] Port *portAt(PortId port) const;
    void receiveFromGuest(PortId from, Port &port, std::span<std::uint8_t> frame, Instant now);
    [[nodiscard]] Drop forward(const Passing &passing);
    [[nodiscard]] Drop forwardGroup(const Passing &passing);
    [[nodiscard]] Drop forwardToPeer(const Passing &passing);
    [[nodiscard]] bool arePeers(PortId a, PortId b) const;
    void deliver(PortId to, Bytes frame, Instant now);
    void sendTo(PortId to, Bytes frame, Seen seen);
    void passDueOf(PortId id, Port &port, Instant now);
    void noteAndCount(PortId port, Bytes frame, Drop drop);

    // switch_gateway.cpp
    [[nodiscard]] Drop forwardToGateway(const Passing &passing);
    [[nodiscard]] std::optional<Drop> askGateway(const Passing &passing);
    [[nodiscard]] Drop forwardToUplink(const Passing &passing);
    [[nodiscard]] Drop sendUp(const Passing &passing);
    [[nodiscard]] Drop refuse(const Passing &passing, Drop why, std::string_view reason);
    void sendRefusal(const Passing &passing);
    [[nodiscard]] Drop receiveFromUplink(std::span<std::uint8_t> frame, Instant now);
    [[nodiscard]] Drop passDown(const Admitted &read, std::span<std::uint8_t> frame, Instant now);

    // switch_answers.cpp
    [[nodiscard]] Drop answer(const Passing &passing, Bytes frame);
    [[nodiscard]] Drop answerArp(const Passing &passing);
    [[nodiscard]] Drop answerEcho(const Passing &passing, const Icmp &request);
    [[nodiscard]] Drop answerDhcpClient(const Passing &passing, const Udp &udp);
    [[nodiscard]] Drop answerName(const Passing &passing, const Udp &udp);
    [[nodiscard]] Drop askResolver(const Passing &passing, const Udp &udp, const std::string &name);
    [[nodiscard]] bool passNamesDown(PortId to, const Ipv4Packet &packet,
                                     std::span<std::uint8_t> frame, Instant now);
    [[nodiscard]] std::optional<Mac> macOf(Ipv4 ip) const;

    static constexpr std::size_t kMostQuestions = 1024;

    SegmentSpec m_segment;
    Outlet &m_outlet;
    PortTable m_ports;
    std::vector<std::unique_ptr<Port>> m_states;
    bool m_hasUplink = false;
    PortCounts m_uplinkCounts;
    InboundFlows m_inbound;
    FrameBuffer m_answer;
    std::unordered_map<std::uint64_t, Instant> m_questions; ///< asked for guests: since when
};

} // namespace hydra::net
