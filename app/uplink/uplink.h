// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/switch/descriptor.h"
#include "core/network/control.h"

#include <memory>
#include <poll.h>

struct Slirp;

namespace hydra::net {

struct UplinkSpec {
    Cidr subnet;
    Ipv4 gateway;  ///< stands for this machine's loopback: who may use it is the switch's decision
    Ipv4 resolver; ///< questions to it go to this machine's resolver; outside the subnet: nobody's
    std::size_t mtu = 1500;
};

/// The way out of a lab as an ordinary user's sockets: libslirp behind one datagram socket, the
/// card. One thread; the owner polls.
class Uplink
{
public:
    Uplink(const UplinkSpec &spec, Descriptor card);
    ~Uplink();
    Uplink(const Uplink &) = delete;
    Uplink &operator=(const Uplink &) = delete;

    /// Adds what libslirp waits for to POLLED, and shortens TIMEOUT (milliseconds).
    void fill(std::vector<pollfd> &polled, std::uint32_t &timeout);
    /// POLLED as it was filled, after the poll; FAILED when that failed.
    void poll(std::vector<pollfd> &polled, bool failed);
    [[nodiscard]] int card() const { return m_card.number(); }
    /// Takes what has arrived at the card, at most 64 frames. False when it cannot be read.
    [[nodiscard]] bool receive();

    /// Empty, or why not.
    [[nodiscard]] std::string addForward(const ForwardSpec &forward);
    [[nodiscard]] std::string removeForward(const ForwardSpec &forward);

private:
    struct Callbacks;

    Descriptor m_card;
    std::vector<std::uint8_t> m_frame;
    std::unique_ptr<Slirp, void (*)(Slirp *)> m_slirp;
    std::vector<ForwardSpec> m_forwards;
};

} // namespace hydra::net
