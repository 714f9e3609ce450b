// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/reach/waiter.h"

namespace hydra {

/// A Waiter for the work of a Job: blocks until CONDITION holds (or without one, until the VM
/// runs), the timeout, the condition can no longer come true, or the job is cancelled. Reports each
/// phase as progress.
[[nodiscard]] Result<VmStatus> awaitCondition(const Environment &environment, const VmRef &vm,
                                              std::optional<Condition> condition,
                                              std::chrono::milliseconds timeout,
                                              const JobContext &job);

} // namespace hydra
