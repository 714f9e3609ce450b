// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/switch/commands.h"

#include <poll.h>

namespace hydra::net {

/// Waits for clients, calls and frames, in one thread, until it is told to stop.
class SwitchLoop
{
public:
    /// STOP becomes readable when the loop is to end.
    SwitchLoop(ControlSocket &control, UplinkChild &uplink, BatchIo io, int stop);

    /// Ends when told to, or when the last client has left and no port remains;
    /// also when none comes within half a minute.
    void run();

private:
    void gather();
    void wait();
    void serveClients();
    void serve(ControlClient &client);
    void servePorts();
    void tell(PortId port, std::string_view line);
    [[nodiscard]] int timeout();
    [[nodiscard]] bool isOver();

    void answerForwards();

    ControlSocket &m_control;
    UplinkChild &m_uplink;
    int m_stop;
    Instant m_started;
    Commands m_commands;
    std::vector<pollfd> m_polled; ///< the stop, the listener, the uplink, clients, ports
    std::vector<std::pair<PortId, int>> m_ports;
    Instant m_lookedAtHost{0};
    Instant m_flushed{0}; ///< the capture
    bool m_hadClients = false;
};

} // namespace hydra::net
