// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/switch/control_socket.h"
#include "app/switch/port_sockets.h"
#include "app/switch/uplink_child.h"
#include "core/network/control.h"

namespace hydra::net {

/// What clients may ask of the switch. It is made when the first one says what network it serves.
class Commands
{
public:
    Commands(BatchIo io, UplinkChild &uplink, PortSockets::Note note)
        : m_io(io), m_uplink(uplink), m_note(std::move(note))
    {
    }

    /// Does what LINE asks, and answers CLIENT.
    void run(const std::string &line, ControlClient &client);

    /// Null before the network is known.
    [[nodiscard]] PortSockets *sockets() { return m_sockets.get(); }
    [[nodiscard]] Switch *network() { return m_switch.get(); }
    [[nodiscard]] bool hasPorts() const;
    /// Starts the uplink's program when it is wanted and not there, or takes it off when it ended.
    void keepUplink(Instant now);

private:
    using Outcome = Read<Reply>; ///< the result as JSON, with an open file or without
    using Method = Outcome (Commands::*)(const Json &params, Descriptor attached);

    struct Known {
        std::string_view name;
        Method method;
        bool takesFile;
    };
    [[nodiscard]] static const Known *find(std::string_view name);

    [[nodiscard]] Outcome perform(const ControlCall &call, ControlClient &client);
    /// Passes a call about a forward on to the uplink, whose answer comes later.
    void forward(const ControlCall &call, ControlClient &client);
    [[nodiscard]] Outcome configure(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome addPort(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome removePort(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome setPolicy(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome setLink(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome giveDescriptor(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome addUplink(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome removeUplink(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome startUplink(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome startCapture(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome stopCapture(const Json &params, Descriptor attached);
    [[nodiscard]] Outcome stats(const Json &params, Descriptor attached);
    /// The port that PARAMS name.
    [[nodiscard]] Read<PortId> portOf(const Json &params) const;

    BatchIo m_io;
    UplinkChild &m_uplink;
    PortSockets::Note m_note;
    std::unique_ptr<PortSockets> m_sockets;
    std::unique_ptr<Switch> m_switch;
};

} // namespace hydra::net
