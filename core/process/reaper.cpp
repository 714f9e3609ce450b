// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/reaper.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <utility>
#include <vector>

namespace hydra::reaper {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kGrace = 5s;
constexpr auto kFirstLook = std::chrono::milliseconds(1);
constexpr std::chrono::milliseconds kLastLookEnding = 50ms;
constexpr std::chrono::milliseconds kLastLook = 1s;
constexpr auto kPatienceAtEnd = 1s;

struct Dropped {
    pid_t pid = 0;
    std::optional<Clock::time_point> killAt; ///< none: never
};

// A child that was forked a moment ago may not lead its group yet.
void signalGroup(pid_t leader, int signal)
{
    if (::kill(-leader, signal) != 0)
        ::kill(leader, signal);
}

// ECHILD: somebody set SIGCHLD to SIG_IGN, so that the kernel reaped the child.
bool hasEnded(const Dropped &child)
{
    const pid_t found = ::waitpid(child.pid, nullptr, WNOHANG);
    return found == child.pid || (found < 0 && errno != EINTR);
}

/// A thread that no signal handler of the program runs in.
std::thread startWithoutSignals(void (*work)())
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(work);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

class Reaper
{
public:
    void add(Dropped child);
    void own(pid_t leader);
    std::optional<ProcessExit> poll(pid_t leader);
    void finish();
    void stop();
    void run();

private:
    void killExpired(Clock::time_point now);
    [[nodiscard]] std::chrono::milliseconds longestPause() const;

    std::mutex m_mutex;
    std::condition_variable m_change;
    std::vector<Dropped> m_children;
    std::vector<pid_t> m_owned;
    std::chrono::milliseconds m_pause = kFirstLook;
    std::thread m_thread;
    bool m_isOver = false;
};

// Never destroyed: an object destroyed after main may still hand over a child.
Reaper &instance()
{
    static Reaper *const reaper = [] {
        std::atexit([] { instance().stop(); });
        return new Reaper;
    }();
    return *reaper;
}

void Reaper::add(Dropped child)
{
    std::unique_lock lock(m_mutex);
    m_children.push_back(child);
    m_pause = kFirstLook;
    if (!m_isOver && !m_thread.joinable())
        m_thread = startWithoutSignals([] { instance().run(); });
    const bool isLate = m_isOver;
    lock.unlock();
    m_change.notify_one();
    if (isLate)
        finish();
}

// Polls, because a pidfd or a kqueue takes a descriptor per child, and a program that has run out
// of descriptors must still reap its children.
void Reaper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        m_change.wait(lock, [this] { return m_isOver || !m_children.empty(); });
        killExpired(Clock::now());
        std::erase_if(m_children, hasEnded);
        m_change.wait_for(lock, m_pause);
        m_pause = std::min(2 * m_pause, longestPause());
    }
}

void Reaper::killExpired(Clock::time_point now)
{
    for (const Dropped &child : m_children) {
        if (child.killAt && *child.killAt <= now)
            signalGroup(child.pid, SIGKILL);
    }
}

std::chrono::milliseconds Reaper::longestPause() const
{
    const bool isEnding =
        std::any_of(m_children.begin(), m_children.end(),
                    [](const Dropped &child) { return child.killAt.has_value(); });
    return isEnding ? kLastLookEnding : kLastLook;
}

// A child in an uninterruptible system call (state D) outlives us; init reaps it.
void Reaper::finish()
{
    const auto deadline = Clock::now() + kPatienceAtEnd;
    std::unique_lock lock(m_mutex);
    for (const pid_t leader : std::exchange(m_owned, {}))
        m_children.push_back({.pid = leader, .killAt = Clock::now()});
    killExpired(Clock::time_point::max());
    const auto isDone = [this] {
        std::erase_if(m_children, hasEnded);
        return std::none_of(m_children.begin(), m_children.end(),
                            [](const Dropped &child) { return child.killAt.has_value(); });
    };
    while (!isDone() && Clock::now() < deadline)
        m_change.wait_for(lock, kFirstLook);
}

void Reaper::own(pid_t leader)
{
    const std::lock_guard lock(m_mutex);
    m_owned.push_back(leader);
    if (m_isOver)
        signalGroup(leader, SIGKILL);
}

std::optional<ProcessExit> Reaper::poll(pid_t leader)
{
    const std::lock_guard lock(m_mutex);
    int status = SIGKILL; // if `finish` has reaped it
    if (std::find(m_owned.begin(), m_owned.end(), leader) != m_owned.end() &&
        ::waitpid(leader, &status, WNOHANG) != leader)
        return std::nullopt;
    std::erase(m_owned, leader);
    return exitFromStatus(status);
}

void Reaper::stop()
{
    finish();
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_change.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace

void end(pid_t leader)
{
    signalGroup(leader, SIGTERM);
    instance().add({.pid = leader, .killAt = Clock::now() + kGrace});
}

void collect(pid_t child)
{
    instance().add({.pid = child, .killAt = {}});
}

void own(pid_t leader)
{
    instance().own(leader);
}

std::optional<ProcessExit> poll(pid_t leader)
{
    return instance().poll(leader);
}

void finish()
{
    instance().finish();
}

} // namespace hydra::reaper
