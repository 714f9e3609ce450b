// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/figures.h"

#include <QObject>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace hydra::bench {

/// This thread's CPU time, which other programs on the machine do not influence.
inline std::chrono::nanoseconds threadTime()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Measures the longest time the event loop was busy between two rounds of its timers.
class BlockWatch : public QObject
{
public:
    BlockWatch() { startTimer(1, Qt::PreciseTimer); }
    [[nodiscard]] double longestMs() const { return toMs(m_longest); }

protected:
    void timerEvent(QTimerEvent *) override
    {
        const auto now = threadTime();
        m_longest = std::max(m_longest, now - m_last);
        m_last = now;
    }

private:
    std::chrono::nanoseconds m_last = threadTime();
    std::chrono::nanoseconds m_longest{0};
};

} // namespace hydra::bench
