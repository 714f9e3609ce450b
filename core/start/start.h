// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disk/finish_restore.h"
#include "core/disk/frozen_start.h"
#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/lab_vm.h"
#include "core/lab/load.h"
#include "core/start/up_options.h"

namespace hydra {

/// How a VM starts now: what `up` carries out, and `plan` and the window's preview tell.
struct StartPlan {
    LaunchPlan launch;
    FrozenChoice frozen;
    std::optional<PendingRestore> restore;
};

/// Decides it for a VM that does not run. Writes nothing; reads small files and disks' headers.
/// Fails as planQemu does; Conflict when the memory of a pending restore does not fit.
[[nodiscard]] Result<StartPlan> planStart(const LabVm &vm, const NetworkSpec &network,
                                          const HostFacts &host, const UpOptions &options);

/// Starts the VMs of a target: first checks everything (images, ports, memory, unsupported keys),
/// so that a conflict starts nothing; then makes keys, disks, seeds and plans; then starts all
/// keepers concurrently. VMs that run are left alone. Missing images are built or downloaded after
/// the checks. Blocks: the work of a Job. Errors: Conflict for busy ports and names, NotFound for
/// images, else Failed.
[[nodiscard]] Result<void> startVms(const Environment &environment, const LoadedTarget &target,
                                    const UpOptions &options, const JobContext &job);

} // namespace hydra
