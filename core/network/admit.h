// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/drops.h"
#include "core/network/frame.h"
#include "core/network/port_table.h"

namespace hydra::net {

/// A frame that a VM's port admits, with what was read on the way.
struct Admitted {
    Ethernet ethernet;
    std::optional<Arp> arp;         ///< of an ARP frame
    std::optional<Ipv4Packet> ipv4; ///< of an IPv4 frame
};

struct Admission {
    Drop drop = Drop::None; ///< None: admitted
    Admitted frame;
};

/// Whether PORT may send FRAME: within the MTU, untagged, from its own MAC and IP address. A DHCP
/// client that has no address yet may say so. Pure.
[[nodiscard]] Admission admit(const SegmentSpec &segment, const PortSpec &port, Bytes frame);

/// The same for what comes from the uplink: sane headers, and no address of the segment but the
/// gateway's or the resolver's. Its source MAC is whatever the uplink uses. Pure.
[[nodiscard]] Admission admitFromUplink(const SegmentSpec &segment, Bytes frame);

} // namespace hydra::net
