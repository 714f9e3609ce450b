// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/switch_loop.h"

#include "app/switch/host_addresses.h"

#include <algorithm>
#include <ctime>

namespace hydra::net {

namespace {

constexpr std::size_t kFixedPolls = 3;
constexpr int kIdleMs = 1000;                    // captures reach the disk this often
constexpr std::chrono::seconds kFirstClient(30); // the keeper that started us may have died
constexpr std::chrono::seconds kHostLook(10);    // this machine may have moved to another network

Instant monotonicClock()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

bool isReady(const pollfd &polled)
{
    return (polled.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

} // namespace

SwitchLoop::SwitchLoop(ControlSocket &control, UplinkChild &uplink, BatchIo io, int stop)
    : m_control(control), m_uplink(uplink), m_stop(stop), m_started(monotonicClock()),
      m_commands(io, uplink, [this](PortId port, std::string_view line) { tell(port, line); })
{
}

void SwitchLoop::run()
{
    while (!isOver()) {
        gather();
        wait();
        if (isReady(m_polled[0]))
            return;
        if (isReady(m_polled[1]))
            m_control.accept();
        if (isReady(m_polled[2]))
            m_uplink.read();
        answerForwards();
        m_commands.keepUplink(monotonicClock());
        servePorts();
        serveClients();
    }
}

bool SwitchLoop::isOver()
{
    m_hadClients = m_hadClients || !m_control.clients().empty();
    const bool isAwaited = !m_hadClients && monotonicClock() - m_started < kFirstClient;
    return !isAwaited && m_control.clients().empty() && !m_commands.hasPorts();
}

void SwitchLoop::gather()
{
    m_polled = {{.fd = m_stop, .events = POLLIN, .revents = 0},
                {.fd = m_control.socket(), .events = POLLIN, .revents = 0},
                {.fd = m_uplink.socket(), .events = POLLIN, .revents = 0}};
    for (const ControlClient &client : m_control.clients()) {
        const short events = short(client.wantsToWrite() ? POLLIN | POLLOUT : POLLIN);
        m_polled.push_back({.fd = client.socket(), .events = events, .revents = 0});
    }
    m_ports = m_commands.sockets() != nullptr ? m_commands.sockets()->readable()
                                              : std::vector<std::pair<PortId, int>>();
    for (const auto &[port, socket] : m_ports)
        m_polled.push_back({.fd = socket, .events = POLLIN, .revents = 0});
}

/// Rounded up: a frame that is due in half a millisecond is passed on in one.
int SwitchLoop::timeout()
{
    const auto due = m_commands.network() != nullptr ? m_commands.network()->due() : std::nullopt;
    if (!due)
        return kIdleMs;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - monotonicClock());
    return int(std::clamp<std::int64_t>(left.count(), 0, kIdleMs));
}

void SwitchLoop::wait()
{
    const int ready = ::poll(m_polled.data(), nfds_t(m_polled.size()), timeout());
    if (ready <= 0) {
        for (pollfd &polled : m_polled)
            polled.revents = 0;
    }
}

void SwitchLoop::servePorts()
{
    PortSockets *sockets = m_commands.sockets();
    if (sockets == nullptr)
        return;
    const Instant now = monotonicClock();
    const std::size_t first = m_polled.size() - m_ports.size();
    for (std::size_t i = 0; i < m_ports.size(); ++i) {
        if (isReady(m_polled[first + i]))
            sockets->receiveFrom(m_ports[i].first, now);
    }
    sockets->passDue(now);
    if (now - m_flushed >= std::chrono::milliseconds(kIdleMs)) {
        sockets->flushCapture();
        m_flushed = now;
    }
    if (now - m_lookedAtHost >= kHostLook) {
        m_commands.network()->setHostAddresses(hostAddresses());
        m_lookedAtHost = now;
    }
}

/// Clients that were accepted since the poll come last and are not among the polled.
void SwitchLoop::serveClients()
{
    const std::size_t end = m_polled.size() - m_ports.size();
    std::size_t at = kFixedPolls;
    auto &clients = m_control.clients();
    for (ControlClient &client : clients) {
        if (at >= end)
            client.write({.line = helloLine(HYDRA_VERSION), .attached = {}});
        else if (isReady(m_polled[at]))
            serve(client);
        client.flush();
        ++at;
    }
    clients.remove_if([](const ControlClient &client) { return client.isGone(); });
}

void SwitchLoop::serve(ControlClient &client)
{
    client.read();
    while (const auto line = client.nextLine())
        m_commands.run(*line, client);
}

void SwitchLoop::answerForwards()
{
    while (const auto answer = m_uplink.nextAnswer()) {
        m_commands.network()->setDoors(m_uplink.doors());
        for (ControlClient &client : m_control.clients()) {
            if (client.serial() == answer->client)
                client.write({.line = answer->line, .attached = {}});
        }
    }
}

void SwitchLoop::tell(PortId port, std::string_view line)
{
    const PortSpec *spec = m_commands.network()->ports().at(port);
    for (ControlClient &client : m_control.clients())
        client.write(
            {.line = deniedLine(spec != nullptr ? spec->name : "uplink", line), .attached = {}});
}

} // namespace hydra::net
