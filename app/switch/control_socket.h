// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/switch/descriptor.h"

#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <vector>

namespace hydra::net {

/// What is said to a client, with an open file or without.
struct Reply {
    std::string line;
    Descriptor attached;
};

/// One client of the control socket: lines with open files attached come in, lines go out.
class ControlClient
{
public:
    explicit ControlClient(Descriptor socket);

    /// Which client it is; never that of another one.
    [[nodiscard]] std::uint64_t serial() const { return m_serial; }

    [[nodiscard]] int socket() const { return m_socket.number(); }
    [[nodiscard]] bool wantsToWrite() const { return !m_out.empty(); }
    /// Gone, or it sent or left unread more than we keep.
    [[nodiscard]] bool isGone() const { return m_isGone; }

    void read();
    [[nodiscard]] std::optional<std::string> nextLine();
    /// The oldest open file that came and was not taken.
    [[nodiscard]] Descriptor takeAttached();
    void write(Reply reply);
    void flush();

private:
    void keepAttached(const void *control, std::size_t size);

    std::uint64_t m_serial;
    Descriptor m_socket;
    std::string m_in;
    std::deque<Descriptor> m_attached;
    std::deque<Reply> m_out;
    std::size_t m_outSize = 0;
    bool m_isGone = false;
};

/// The socket at a path, for its owner only.
class ControlSocket
{
public:
    /// Takes the place of a socket that nobody listens at. errno when isOpen() is false then.
    explicit ControlSocket(std::string path);
    ~ControlSocket();
    ControlSocket(const ControlSocket &) = delete;
    ControlSocket &operator=(const ControlSocket &) = delete;

    [[nodiscard]] bool isOpen() const { return m_socket.isOpen(); }
    [[nodiscard]] int socket() const { return m_socket.number(); }
    void accept();
    [[nodiscard]] std::list<ControlClient> &clients() { return m_clients; }

private:
    std::string m_path;
    Descriptor m_socket;
    std::list<ControlClient> m_clients;
};

} // namespace hydra::net
