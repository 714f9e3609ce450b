// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/workload/demo.h"

namespace hydra {

/// The whole demo: builds its image where that is missing, starts its VM, waits until CRI answers,
/// runs the thermostat's pod, and is done when readings were seen. Whoever asks while another does
/// this, in any program, waits for that and reports the same. STARTED, which may be null, is called
/// on the job's thread once the VM runs. Blocks: the work of a Job. Errors: as startVms and
/// awaitCondition; TimedOut without readings.
[[nodiscard]] Result<DemoReport> runDemo(const Environment &environment, const LoadedTarget &demo,
                                         const JobContext &job,
                                         const std::function<void()> &started);

} // namespace hydra
