// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/child.h"

#include <QTemporaryFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hydra::test {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::microseconds toMicroseconds(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

void readInto(OwnedFd &fd, QByteArray &bytes)
{
    std::array<char, 16384> chunk;
    const ssize_t n = ::read(fd.get(), chunk.data(), chunk.size());
    if (n > 0)
        bytes.append(chunk.data(), n);
    else
        fd.reset();
}

} // namespace

QByteArray Outcome::words() const
{
    return "exit code " + QByteArray::number(exitCode) + ", signal " + QByteArray::number(signal) +
           (timedOut ? ", timed out" : "") + "\nstdout: " + output + "\nstderr: " + errorOutput;
}

Child::Child(const Command &command, const QByteArray &input) : m_start(Clock::now())
{
    QTemporaryFile stdinFile;
    auto out = makePipe();
    auto err = makePipe();
    if (!out || !err || !stdinFile.open())
        qFatal("no pipes or no temporary file");
    stdinFile.write(input);
    stdinFile.flush();
    stdinFile.seek(0);
    const SpawnStreams streams{stdinFile.handle(), out->writeEnd.get(), err->writeEnd.get()};
    const auto pid = spawnProcess(command, streams, Parentage::Child);
    if (!pid)
        qFatal("%s", qPrintable(formatError(pid.error())));
    m_pid = *pid;
    m_output = std::move(out->readEnd);
    m_errorOutput = std::move(err->readEnd);
}

Child::~Child()
{
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGKILL);
    collect();
}

void Child::signal(int number) const
{
    if (m_pid > 0)
        ::kill(m_pid, number);
}

bool Child::readOnce(int timeoutMs)
{
    std::array<pollfd, 2> waiting = {pollfd{m_output.get(), POLLIN, 0},
                                     pollfd{m_errorOutput.get(), POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), timeoutMs) <= 0)
        return false;
    if (waiting[0].revents != 0)
        readInto(m_output, m_outcome.output);
    if (waiting[1].revents != 0)
        readInto(m_errorOutput, m_outcome.errorOutput);
    return true;
}

bool Child::waitForOutput(const QByteArray &needle, qsizetype from)
{
    const auto end = Clock::now() + std::chrono::seconds(15);
    while (m_outcome.output.indexOf(needle, from) < 0 && m_output.isOpen() && Clock::now() < end)
        readOnce(50);
    return m_outcome.output.indexOf(needle, from) >= 0;
}

Outcome Child::finish(std::chrono::milliseconds patience)
{
    const auto end = Clock::now() + patience;
    while (m_output.isOpen() || m_errorOutput.isOpen()) {
        if (!m_outcome.timedOut && Clock::now() >= end) {
            m_outcome.timedOut = true;
            signal(SIGKILL);
        }
        // The child was killed, but another process holds its pipes: the test must notice that.
        if (!readOnce(50) && m_outcome.timedOut)
            break;
    }
    collect();
    return m_outcome;
}

void Child::collect()
{
    int status = 0;
    rusage usage = {};
    while (::wait4(m_pid, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    m_outcome.wall = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - m_start);
    m_outcome.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    m_outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    m_outcome.cpu = toMicroseconds(usage.ru_utime) + toMicroseconds(usage.ru_stime);
#ifdef Q_OS_MACOS
    m_outcome.peakKib = usage.ru_maxrss / 1024;
#else
    m_outcome.peakKib = usage.ru_maxrss;
#endif
}

} // namespace hydra::test
