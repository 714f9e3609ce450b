// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/command.h"
#include "core/process/spawn.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace hydra::test {

/// How a program ended, its output and its resource use.
struct Outcome {
    int exitCode = -1;
    int signal = 0; ///< the signal that ended it; 0: it exited
    bool timedOut = false;
    QByteArray output;
    QByteArray errorOutput;
    qint64 peakKib = 0;              ///< largest resident set
    std::chrono::microseconds cpu{}; ///< user and system time, its waited-for children's included
    std::chrono::microseconds wall{};

    [[nodiscard]] QByteArray words() const; ///< everything, for a failed check's message
};

/// One program under test; the destructor kills it. Blocks, without an event loop: for tests and
/// measurements only. Its stdin is INPUT.
class Child
{
public:
    explicit Child(const Command &command, const QByteArray &input = {});
    ~Child();
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] const QByteArray &output() const { return m_outcome.output; }
    void signal(int number) const;
    /// Reads until stdout contains NEEDLE after its first FROM bytes; false when the program ended
    /// or 15 s have passed.
    bool waitForOutput(const QByteArray &needle, qsizetype from = 0);
    /// Reads to the end and waits; after PATIENCE the program is killed and `timedOut` set.
    Outcome finish(std::chrono::milliseconds patience = std::chrono::seconds(60));

private:
    bool readOnce(int timeoutMs);
    void collect();

    pid_t m_pid = -1;
    OwnedFd m_output;
    OwnedFd m_errorOutput;
    std::chrono::steady_clock::time_point m_start;
    Outcome m_outcome;
};

} // namespace hydra::test
