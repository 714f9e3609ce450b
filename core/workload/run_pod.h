// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/workload/workloads.h"

namespace hydra {

/// A pod with one container to be run.
struct PodRun {
    PodConfigs configs;
    bool pull = false; ///< pull the image first
    /// The pod's workload: a missing image is built, and the pod it needs is looked up.
    std::optional<Workload> workload;
};

/// The ids that the runtime assigned.
struct StartedPod {
    QString pod;
    QString container;
};

/// Runs a pod in a running VM. Blocks: the work of a Job. On failure or cancellation the pod is
/// removed again. Conflict: the VM does not run. NotFound: a pod that the workload needs does not
/// run.
[[nodiscard]] Result<StartedPod> runPod(const Environment &environment, const VmRef &vm,
                                        const PodRun &run, const JobContext &job);

/// Removes a workload's pods from a VM, running or not, and returns their number. Blocks. An empty
/// NAMESPACE_ means all namespaces.
[[nodiscard]] Result<int> removeWorkload(const Environment &environment, const VmRef &vm,
                                         const QString &workload, const QString &namespace_,
                                         const JobContext &job);

} // namespace hydra
