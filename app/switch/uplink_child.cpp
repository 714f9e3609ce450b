// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/uplink_child.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

extern char **environ;

namespace hydra::net {

namespace {

constexpr int kCardBuffer = 4 << 20; // the system's own lets a burst of frames overflow

struct SocketPair {
    Descriptor ours;
    Descriptor theirs;
};

SocketPair socketPair(int type)
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, type, 0, ends.data()) != 0)
        return {};
    for (const int end : ends) {
        makePrivate(end);
        if (type != SOCK_DGRAM)
            continue;
        ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kCardBuffer, sizeof kCardBuffer);
        ::setsockopt(end, SOL_SOCKET, SO_RCVBUF, &kCardBuffer, sizeof kCardBuffer);
    }
    return {.ours = Descriptor(ends[0]), .theirs = Descriptor(ends[1])};
}

std::string callOf(const ForwardCall &call)
{
    const ForwardSpec &forward = call.forward;
    const std::string host = forward.path.empty()
                                 ? "\"bind\":" + jsonString(toText(forward.bind)) +
                                       ",\"host_port\":" + std::to_string(forward.hostPort)
                                 : "\"path\":" + jsonString(forward.path);
    return std::string(R"({"jsonrpc":"2.0","id":1,"method":)") +
           (call.add ? "\"forward.add\"" : "\"forward.remove\"") + ",\"params\":{" + host +
           ",\"guest\":" + jsonString(toText(forward.guest)) +
           ",\"guest_port\":" + std::to_string(forward.guestPort) +
           (forward.udp ? ",\"udp\":true}}\n" : "}}\n");
}

} // namespace

void UplinkChild::want(bool isWanted)
{
    m_isWanted = isWanted;
    m_started.reset();
    if (isWanted)
        return;
    m_forwards.clear();
    end();
}

Descriptor UplinkChild::start(const SegmentSpec &segment, Instant now)
{
    reap();
    if (m_started && now - *m_started < std::chrono::seconds(1))
        return {};
    SocketPair card = socketPair(SOCK_DGRAM);
    SocketPair control = socketPair(SOCK_STREAM);
    m_started = now;
    if (!card.ours.isOpen() || !control.ours.isOpen() ||
        !spawn(segment, card.theirs.number(), control.theirs.number()))
        return {};
    m_control = std::make_unique<ControlClient>(std::move(control.ours));
    for (const ForwardSpec &forward : m_forwards)
        send({.forward = forward});
    return std::move(card.ours);
}

/// The card becomes its standard input, the control socket its standard output; all else is closed.
bool UplinkChild::spawn(const SegmentSpec &segment, int card, int control)
{
    std::vector<std::string> words{m_program,
                                   "--card",
                                   "0",
                                   "--control",
                                   "1",
                                   "--subnet",
                                   toText(segment.subnet),
                                   "--gateway",
                                   toText(segment.gateway),
                                   "--resolver",
                                   toText(segment.resolver),
                                   "--mtu",
                                   std::to_string(segment.mtu)};
    std::vector<char *> arguments;
    for (std::string &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, card, 0);
    ::posix_spawn_file_actions_adddup2(&actions, control, 1);
    const int failed =
        ::posix_spawn(&m_pid, m_program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        m_pid = -1;
    return failed == 0;
}

void UplinkChild::read()
{
    if (!m_control)
        return;
    m_control->read();
    while (const auto line = m_control->nextLine())
        take(*line);
    if (m_control->isGone())
        end();
}

void UplinkChild::ask(const ForwardCall &call)
{
    if (m_control)
        send(call);
}

void UplinkChild::send(const ForwardCall &call)
{
    m_asked.push_back(call);
    m_control->write({.line = callOf(call), .attached = {}});
}

/// An answer to the oldest call. What was done is remembered, for the next start.
void UplinkChild::take(const std::string &line)
{
    const auto answer = parseJson(line);
    if (!answer || m_asked.empty())
        return;
    const ForwardCall call = std::move(m_asked.front());
    m_asked.pop_front();
    const Json *error = answer->find("error");
    const Json *message = error != nullptr ? error->find("message") : nullptr;
    const auto *text = message != nullptr ? message->as<std::string>() : nullptr;
    if (text == nullptr && (call.client != 0 || !call.add))
        std::erase(m_forwards, call.forward);
    if (call.client != 0 && text == nullptr && call.add)
        m_forwards.push_back(call.forward);
    m_answers.push_back(
        {.client = call.client,
         .line = text != nullptr ? errorLine(call.id, *text) : resultLine(call.id, "{}")});
}

void UplinkChild::removeForwardsTo(Ipv4 guest)
{
    for (const ForwardSpec &forward : m_forwards) {
        if (forward.guest == guest)
            ask({.add = false, .forward = forward});
    }
}

std::set<Door> UplinkChild::doors() const
{
    std::set<Door> doors;
    for (const ForwardSpec &forward : m_forwards)
        doors.insert({.guest = forward.guest,
                      .port = forward.guestPort,
                      .protocol = forward.udp ? ProtocolUdp : ProtocolTcp});
    return doors;
}

std::optional<ForwardAnswer> UplinkChild::nextAnswer()
{
    if (m_answers.empty())
        return {};
    ForwardAnswer first = std::move(m_answers.front());
    m_answers.pop_front();
    return first;
}

/// The program ends when its control socket does.
void UplinkChild::end()
{
    m_control.reset();
    for (const ForwardCall &call : m_asked)
        m_answers.push_back(
            {.client = call.client, .line = errorLine(call.id, "the uplink has ended")});
    m_asked.clear();
}

void UplinkChild::reap()
{
    if (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) == m_pid)
        m_pid = -1;
}

} // namespace hydra::net
