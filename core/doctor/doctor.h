// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/doctor/finding.h"
#include "core/job/job.h"
#include "core/lab/environment.h"

#include <vector>

namespace hydra {

/// Examines this machine and Hydra's files, always in the same order. Runs QEMU briefly unless its
/// acceleration was already tried since the host booted. Takes some tenths of a second, at worst
/// about ten: the work of a Job. The findings of a cancelled run are meaningless.
[[nodiscard]] std::vector<Finding> examineHost(const Environment &environment,
                                               const JobContext &job);

} // namespace hydra
