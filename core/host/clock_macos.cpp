// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/clock.h"

#include <ctime>

namespace hydra {

// clock_gettime(3): CLOCK_UPTIME_RAW runs as CLOCK_MONOTONIC_RAW does, but not while the system
// sleeps.
std::chrono::milliseconds timeAsleep()
{
    const std::chrono::nanoseconds awake(::clock_gettime_nsec_np(CLOCK_UPTIME_RAW));
    const std::chrono::nanoseconds all(::clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW));
    return std::chrono::duration_cast<std::chrono::milliseconds>(all - awake);
}

} // namespace hydra
