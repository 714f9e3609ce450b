// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/workloads.h"

namespace hydra {

/// A pod with one container that is to be run.
struct PodRun {
    PodConfigs configs;
    bool pull = false;                ///< its image first
    std::optional<Workload> workload; ///< whose pod it is: its image is built where it is missing, what it needs is found
};

/// The ids that the runtime gave.
struct StartedPod {
    QString pod;
    QString container;
};

/// Runs a pod in a running VM. Blocks: the work of a Job. When it fails or is cancelled, the pod is removed again.
/// Conflict: the VM does not run. NotFound: what a workload needs does not run.
[[nodiscard]] Result<StartedPod> runPod(const Environment &environment, const VmRef &vm, const PodRun &run, const JobContext &job);

/// Removes the pods, running or not, of a workload in a VM; how many there were. Blocks. An empty NAMESPACE_ means all.
[[nodiscard]] Result<int> removeWorkload(const Environment &environment, const VmRef &vm, const QString &workload,
                                         const QString &namespace_, const JobContext &job);

} // namespace hydra
