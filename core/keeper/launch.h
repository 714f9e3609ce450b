// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "vm/launch_plan.h"
#include "vm/vm_state.h"

namespace hydra {

/// Starts hydra-keeper for a plan that is already in its file (plan.json). It is detached (in its
/// own systemd user scope where a user manager runs) and outlives us. With ADOPT_ONLY the keeper
/// takes over a running QEMU or records its end, but never starts one. Returns when the
/// keeper holds the VM's lock and listens (or says why not): blocks up to 5 s, worker threads only.
/// A keeper that runs already is success; one of an older protocol is ended and replaced, one of a
/// newer is a Conflict.
[[nodiscard]] Result<void> launchKeeper(const LaunchPlan &plan, const QString &keeperProgram,
                                        bool adoptOnly);

/// hydra-keeper beside the running program, or $HYDRA_KEEPER, or in PATH.
[[nodiscard]] Result<QString> findKeeperProgram();

/// True while some keeper holds the VM's lock. Does not block.
[[nodiscard]] bool keeperHoldsLock(const QString &stateDir);

/// What state.json says, without asking anybody; NotFound when the VM never ran.
[[nodiscard]] Result<VmStatus> readVmStatus(const QString &stateDir);

} // namespace hydra
