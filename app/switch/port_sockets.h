// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/switch/batch_io.h"
#include "app/switch/descriptor.h"
#include "core/network/capture_file.h"
#include "core/network/switch.h"

#include <functional>
#include <map>

namespace hydra::net {

/// The ports' sockets: moves frames between them and a Switch, and into a capture.
class PortSockets : public Outlet
{
public:
    using Note = std::function<void(PortId port, std::string_view line)>;

    PortSockets(BatchIo io, std::size_t mtu, Note note);

    /// The Switch whose frames these are; before any socket.
    void serve(Switch &network) { m_switch = &network; }
    void add(PortId port, Descriptor socket);
    void remove(PortId port) { m_ports.erase(port); }
    /// -1 when there is none.
    [[nodiscard]] int socketOf(PortId port) const;
    /// The sockets to poll: those that have not failed.
    [[nodiscard]] std::vector<std::pair<PortId, int>> readable() const;

    /// Passes on what has arrived at PORT, at most a batch.
    void receiveFrom(PortId port, Instant now);
    /// Passes on what has waited.
    void passDue(Instant now);

    /// Of ONLY, with what is sent to it; or of all ports what they send. Whether it could begin.
    [[nodiscard]] bool capture(const CaptureSpec &spec, std::optional<PortId> only);
    void endCapture() { m_capture.reset(); }
    void flushCapture();

    void send(PortId port, Bytes frame) override;
    void observe(PortId port, Seen seen, Bytes frame, Drop drop) override;
    void note(PortId port, std::string_view line) override { m_note(port, line); }

private:
    struct Socket {
        Descriptor descriptor;
        bool hasFailed = false;
        std::vector<iovec> outgoing; ///< in the buffers of the batch
    };

    [[nodiscard]] bool isOfBatch(Bytes frame) const;
    void flush(PortId port, Socket &socket);
    void flushAll();

    BatchIo m_io;
    Note m_note;
    Switch *m_switch = nullptr;
    std::size_t m_frameSize; ///< a byte more than the largest frame: what fills it is too long
    std::size_t m_batch;
    std::vector<std::uint8_t> m_buffer;
    std::vector<iovec> m_incoming;
    std::map<PortId, Socket> m_ports;
    std::unique_ptr<CaptureFile> m_capture;
    std::optional<PortId> m_captured;
};

} // namespace hydra::net
