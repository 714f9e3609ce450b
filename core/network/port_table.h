// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/addresses.h"

#include <chrono>
#include <unordered_map>
#include <vector>

namespace hydra::net {

/// A point in time, counted from any fixed start. Everything here gets the time from its caller.
using Instant = std::chrono::nanoseconds;

/// The network that the VMs of one lab share.
struct SegmentSpec {
    Cidr subnet;
    Ipv4 gateway;
    Mac gatewayMac;
    Ipv4 resolver; ///< where names that we do not know are asked for, over the uplink; 0: nowhere
    std::string domain = "lab";
    std::size_t mtu = 1500;
    std::chrono::seconds lease = std::chrono::hours(24);
    std::vector<Ipv4> hostAddresses; ///< of this machine: no guest reaches them over the uplink

    bool operator==(const SegmentSpec &) const = default;
};

/// What a VM's port admits: one MAC, one address.
struct PortSpec {
    std::string name;
    Mac mac;
    Ipv4 ip;
    std::vector<std::string> aliases; ///< further names, such as the guest's host name

    bool operator==(const PortSpec &) const = default;
};

/// Ports are numbered; a number is used again when its port is gone.
using PortId = std::size_t;

/// Which port has which addresses and names. Static: nothing is learned from frames.
class PortTable
{
public:
    static constexpr PortId kMaxPorts = 256;

    /// Why PORT collides with one in the table, or the number it got.
    struct Added {
        std::optional<PortId> port;
        std::string objection;
    };
    [[nodiscard]] Added add(const PortSpec &port);
    void remove(PortId port);

    [[nodiscard]] const PortSpec *at(PortId port) const;
    [[nodiscard]] std::optional<PortId> byMac(const Mac &mac) const;
    [[nodiscard]] std::optional<PortId> byIp(Ipv4 ip) const;
    /// By name or alias, whatever the case of its letters.
    [[nodiscard]] std::optional<PortId> byName(std::string_view name) const;
    /// One more than the largest number.
    [[nodiscard]] PortId size() const { return m_ports.size(); }

private:
    [[nodiscard]] std::string objection(const PortSpec &port) const;

    std::vector<std::optional<PortSpec>> m_ports;
    std::unordered_map<std::uint64_t, PortId> m_byMac;
    std::unordered_map<std::uint32_t, PortId> m_byIp;
    std::unordered_map<std::string, PortId> m_byName;
};

/// One part of a host name: up to 63 letters, digits, '-' or '_'.
[[nodiscard]] bool isLabel(std::string_view text);
/// ASCII letters as small ones.
[[nodiscard]] std::string lowerCase(std::string_view text);

} // namespace hydra::net
