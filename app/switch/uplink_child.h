// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/switch/control_socket.h"
#include "core/network/control.h"

#include <memory>
#include <sys/types.h>

namespace hydra::net {

/// A client's call about a forward.
struct ForwardCall {
    bool add = true; ///< or remove
    ForwardSpec forward;
    std::uint64_t client = 0; ///< its serial; 0: ours
    std::string id = "0";
};

struct ForwardAnswer {
    std::uint64_t client = 0;
    std::string line;
};

/// The uplink's program: started again when it has ended, with the forwards that it had. What it
/// does wrong with a hostile guest's frames stops nothing else.
class UplinkChild
{
public:
    explicit UplinkChild(std::string program) : m_program(std::move(program)) {}
    ~UplinkChild() { reap(); }
    UplinkChild(const UplinkChild &) = delete;
    UplinkChild &operator=(const UplinkChild &) = delete;

    [[nodiscard]] bool isWanted() const { return m_isWanted; }
    /// Not wanted: it ends, and forgets its forwards.
    void want(bool isWanted);
    [[nodiscard]] bool isRunning() const { return m_control != nullptr; }
    [[nodiscard]] pid_t processId() const { return m_pid; }
    /// To poll; -1 when it does not run.
    [[nodiscard]] int socket() const { return m_control ? m_control->socket() : -1; }

    /// Our end of its card; not open when it cannot be started, or was started within a second.
    [[nodiscard]] Descriptor start(const SegmentSpec &segment, Instant now);
    void read();
    void ask(const ForwardCall &call);
    void removeForwardsTo(Ipv4 guest);
    /// The guests' ports that forwards lead to.
    [[nodiscard]] std::set<Door> doors() const;
    [[nodiscard]] std::optional<ForwardAnswer> nextAnswer();

private:
    void send(const ForwardCall &call);
    void take(const std::string &line);
    void end();
    void reap();
    [[nodiscard]] bool spawn(const SegmentSpec &segment, int card, int control);

    std::string m_program;
    bool m_isWanted = false;
    pid_t m_pid = -1;
    std::optional<Instant> m_started;
    std::unique_ptr<ControlClient> m_control;
    std::vector<ForwardSpec> m_forwards;
    std::deque<ForwardCall> m_asked; ///< in the order of the answers
    std::deque<ForwardAnswer> m_answers;
};

} // namespace hydra::net
