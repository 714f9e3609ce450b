// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/sleep_watch.h"

namespace hydra {

SleepWatch::SleepWatch(Asleep timeAsleep, QObject *parent)
    : QObject(parent), m_timeAsleep(std::move(timeAsleep)), m_last(m_timeAsleep())
{
    connect(&m_timer, &QTimer::timeout, this, &SleepWatch::look);
    m_timer.start(std::chrono::seconds(2));
}

void SleepWatch::look()
{
    const auto slept = m_timeAsleep() - m_last;
    if (slept < std::chrono::seconds(1))
        return;
    m_last += slept;
    Q_EMIT woke(slept);
}

} // namespace hydra

#include "core/host/moc_sleep_watch.cpp"
