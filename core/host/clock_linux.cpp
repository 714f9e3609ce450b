// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/clock.h"

#include <ctime>

namespace hydra {
namespace {

std::chrono::nanoseconds now(clockid_t clock)
{
    timespec time = {};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

std::chrono::milliseconds timeAsleep()
{
    const auto awake = now(CLOCK_MONOTONIC);
    return std::chrono::duration_cast<std::chrono::milliseconds>(now(CLOCK_BOOTTIME) - awake);
}

} // namespace hydra
