// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/vm/launch_plan.h"
#include "core/vm/vm_state.h"

namespace hydra {

/// Starts hydra-keeper for a plan that has been written to its file (plan.json). The keeper is
/// detached (in a systemd user scope of its own if there is a user manager) and outlives this
/// program. With ADOPT_ONLY it takes over a running QEMU or records its end, but never starts one.
/// Returns when the keeper holds the VM's lock and listens, or with the reason why not: blocks up
/// to 5 s, worker threads only. A running keeper counts as success; one with an older protocol is
/// ended and replaced, one with a newer is a Conflict.
[[nodiscard]] Result<void> launchKeeper(const LaunchPlan &plan, const QString &keeperProgram,
                                        bool adoptOnly);

/// Finds hydra-keeper beside the running program, in $HYDRA_KEEPER, or in PATH.
[[nodiscard]] Result<QString> findKeeperProgram();

/// Whether some keeper holds the VM's lock. Does not block.
[[nodiscard]] bool keeperHoldsLock(const QString &stateDir);

/// Reads state.json without asking a keeper; NotFound when the VM never ran.
[[nodiscard]] Result<VmStatus> readVmStatus(const QString &stateDir);

} // namespace hydra
