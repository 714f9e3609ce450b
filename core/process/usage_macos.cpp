// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/usage.h"

#include <libproc.h>
#include <mach/mach_time.h>

namespace hydra {

ProcessUsage usageOf(const ProcessId &id)
{
    rusage_info_current info = {};
    if (!isAlive(id) || ::proc_pid_rusage(static_cast<int>(id.pid), RUSAGE_INFO_CURRENT,
                                          reinterpret_cast<rusage_info_t *>(&info)) != 0)
        return {};
    mach_timebase_info_data_t base = {};
    ::mach_timebase_info(&base);
    const auto ns = (info.ri_user_time + info.ri_system_time) * base.numer / base.denom;
    return {static_cast<qint64>(ns / 1'000'000), static_cast<qint64>(info.ri_resident_size)};
}

} // namespace hydra
