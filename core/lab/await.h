// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/waiter.h"

namespace hydra {

/// A Waiter for the work of a Job: blocks its thread until CONDITION holds (or the VM runs, without one),
/// its time is over, it can no longer come true, or the job is cancelled. Tells the job each phase.
[[nodiscard]] Result<VmStatus> awaitCondition(const Environment &environment, const VmRef &vm,
                                              std::optional<Condition> condition, std::chrono::milliseconds timeout,
                                              const JobContext &job);

} // namespace hydra
