// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_id.h"

namespace hydra {

/// What a process has used so far; zeros when it is gone.
struct ProcessUsage {
    qint64 cpuMs = 0;    ///< user and system time of all threads
    qint64 rssBytes = 0; ///< resident memory
};
[[nodiscard]] ProcessUsage usageOf(const ProcessId &id);

} // namespace hydra
