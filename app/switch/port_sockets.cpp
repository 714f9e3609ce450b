// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/port_sockets.h"

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace hydra::net {

namespace {

constexpr std::size_t kBufferSize = std::size_t(512) << 10;

/// Since 1970, as captures have it.
std::chrono::nanoseconds wallClock()
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

bool isFull(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS;
}

} // namespace

PortSockets::PortSockets(BatchIo io, std::size_t mtu, Note note)
    : m_io(io), m_note(std::move(note)), m_frameSize(mtu + kEthernetSize + 1),
      m_batch(std::clamp<std::size_t>(kBufferSize / m_frameSize, 1, kBatch)),
      m_buffer(m_batch * m_frameSize), m_incoming(m_batch)
{
}

void PortSockets::add(PortId port, Descriptor socket)
{
    makePrivate(socket.number());
    m_ports[port] = Socket{.descriptor = std::move(socket), .hasFailed = false, .outgoing = {}};
    m_ports[port].outgoing.reserve(m_batch);
}

int PortSockets::socketOf(PortId port) const
{
    const auto found = m_ports.find(port);
    return found == m_ports.end() ? -1 : found->second.descriptor.number();
}

std::vector<std::pair<PortId, int>> PortSockets::readable() const
{
    std::vector<std::pair<PortId, int>> sockets;
    for (const auto &[port, socket] : m_ports) {
        if (!socket.hasFailed)
            sockets.emplace_back(port, socket.descriptor.number());
    }
    return sockets;
}

void PortSockets::receiveFrom(PortId port, Instant now)
{
    const auto socket = m_ports.find(port);
    if (socket == m_ports.end())
        return;
    for (std::size_t i = 0; i < m_batch; ++i)
        m_incoming[i] = {.iov_base = m_buffer.data() + i * m_frameSize, .iov_len = m_frameSize};
    const std::size_t count = m_io.receive(socket->second.descriptor.number(), m_incoming);
    if (count == 0 && !isFull(errno))
        socket->second.hasFailed = true;
    for (std::size_t i = 0; i < count; ++i) {
        const auto start = static_cast<std::uint8_t *>(m_incoming[i].iov_base);
        m_switch->receive(port, {start, m_incoming[i].iov_len}, now);
    }
    flushAll();
}

void PortSockets::passDue(Instant now)
{
    m_switch->passDue(now);
    flushAll();
}

bool PortSockets::isOfBatch(Bytes frame) const
{
    return frame.data() >= m_buffer.data() && frame.data() < m_buffer.data() + m_buffer.size();
}

/// Frames of the batch wait for its end; others are sent at once, behind those that wait.
void PortSockets::send(PortId port, Bytes frame)
{
    const auto socket = m_ports.find(port);
    if (socket == m_ports.end())
        return m_switch->countLoss(port, Drop::Unreachable);
    socket->second.outgoing.push_back(
        {.iov_base = const_cast<std::uint8_t *>(frame.data()), .iov_len = frame.size()});
    if (!isOfBatch(frame) || socket->second.outgoing.size() >= m_batch)
        flush(port, socket->second);
}

void PortSockets::flush(PortId port, Socket &socket)
{
    std::span<iovec> waiting(socket.outgoing);
    while (!waiting.empty()) {
        const std::size_t sent = m_io.send(socket.descriptor.number(), waiting);
        waiting = waiting.subspan(sent);
        if (sent > 0)
            continue;
        const Drop why = isFull(errno) ? Drop::SocketQueue : Drop::Unreachable;
        for (std::size_t left = waiting.size(); left > 0; --left)
            m_switch->countLoss(port, why);
        break;
    }
    socket.outgoing.clear();
}

void PortSockets::flushAll()
{
    for (auto &[port, socket] : m_ports) {
        if (!socket.outgoing.empty())
            flush(port, socket);
    }
}

bool PortSockets::capture(const CaptureSpec &spec, std::optional<PortId> only)
{
    m_capture = std::make_unique<CaptureFile>(spec);
    m_captured = only;
    if (!m_capture->isOpen())
        m_capture.reset();
    return m_capture != nullptr;
}

void PortSockets::flushCapture()
{
    if (m_capture)
        m_capture->flush();
}

void PortSockets::observe(PortId port, Seen seen, Bytes frame, Drop drop)
{
    if (!m_capture)
        return;
    const bool isWanted = m_captured ? port == *m_captured : seen != Seen::Delivered;
    if (!isWanted)
        return;
    const PortSpec *spec = m_switch->ports().at(port);
    const std::string comment =
        drop == Drop::None ? std::string() : std::string("dropped: ") + dropName(drop);
    m_capture->packet(spec != nullptr ? std::string_view(spec->name) : "uplink", wallClock(), frame,
                      comment);
}

} // namespace hydra::net
