// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/frame.h"
#include "core/network/port_table.h"

#include <set>

namespace hydra::net {

/// A guest's port that a forward leads to.
struct Door {
    Ipv4 guest;
    std::uint16_t port = 0;
    std::uint8_t protocol = 0;

    auto operator<=>(const Door &) const = default;
};

/// Connections that came in over the uplink, by a forwarded port: a guest may answer them whatever
/// its egress policy. What comes to other ports answers the guest, and gives it no right to go on
/// when its policy forbids it. Bounded; the one that has been silent longest makes room.
class InboundFlows
{
public:
    /// The doors from now on; connections that came in before stay.
    void setDoors(std::set<Door> doors) { m_doors = std::move(doors); }
    /// A packet from the uplink; one that begins a connection at a door is remembered.
    void note(const Ipv4Packet &packet, Instant now);
    /// Whether a guest's packet belongs to a connection that came in.
    [[nodiscard]] bool isAnswer(const Ipv4Packet &packet, Instant now);

private:
    struct Flow {
        Ipv4 guest;
        Ipv4 remote;
        std::uint16_t guestPort = 0;
        std::uint16_t remotePort = 0;
        std::uint8_t protocol = 0;

        bool operator==(const Flow &) const = default;
    };
    struct Hash {
        std::size_t operator()(const Flow &flow) const;
    };

    void makeRoom();

    static constexpr std::size_t kMostFlows = 4096;
    static constexpr std::chrono::hours kLongestSilence{2};

    std::set<Door> m_doors;
    std::unordered_map<Flow, Instant, Hash> m_lastSeen;
};

} // namespace hydra::net
