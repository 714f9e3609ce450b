// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/json.h"
#include "tests/unit/network/samples.h"

#include <QProcess>
#include <QString>

#include <array>
#include <chrono>

// Plays the keepers of a lab: starts the real hydra-switch, talks to its control socket and holds
// both ends of guests' cards.

namespace hydra::test {

/// A guest's card: the end that a hypervisor has, and the far one that its keeper keeps.
class Card
{
public:
    Card();
    ~Card();
    Card(const Card &) = delete;
    Card &operator=(const Card &) = delete;

    [[nodiscard]] int farEnd() const { return m_ends[1]; }
    [[nodiscard]] bool send(const Octets &frame) const;
    /// The next frame; empty when none comes within WAIT.
    [[nodiscard]] Octets receive(std::chrono::milliseconds wait = std::chrono::seconds(10)) const;

private:
    std::array<int, 2> m_ends{-1, -1};
};

/// A running hydra-switch with one client.
class SwitchProgram
{
public:
    /// Listens at SOCKET; connects, and reads the greeting.
    SwitchProgram(const QString &socket, bool oneByOne);
    ~SwitchProgram();
    SwitchProgram(const SwitchProgram &) = delete;
    SwitchProgram &operator=(const SwitchProgram &) = delete;

    [[nodiscard]] bool isConnected() const { return m_control >= 0; }
    /// Sends a call, with an open file or without, and returns the reply's result or error.
    [[nodiscard]] net::Json call(const std::string &method, const std::string &params = "{}",
                                 int attached = -1);
    /// The next line that is no reply.
    [[nodiscard]] std::string notification();
    /// The open file that came with the last reply; the caller's to close. -1: none.
    [[nodiscard]] int takeAttached() { return std::exchange(m_attached, -1); }
    void kill();
    /// Whether it ends by itself when its client leaves.
    [[nodiscard]] bool endsAfterDisconnect();
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

private:
    [[nodiscard]] std::string readLine();

    QProcess m_process;
    int m_control = -1;
    int m_attached = -1;
    std::string m_in;
    std::vector<std::string> m_notifications;
};

} // namespace hydra::test
