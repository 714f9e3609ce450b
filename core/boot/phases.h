// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/boot/serial_scanner.h"
#include "core/vm/vm_state.h"

namespace hydra {

// Pure functions that advance a VM's status through one boot.

/// Starts a new boot: a new id, the counter incremented, no phase yet.
void beginBoot(VmStatus &status);

/// Records that PHASE was reached. A phase after Kernel implies user space; Ready follows once all
/// that PLAN expects has been reached.
void reachPhase(VmStatus &status, const LaunchPlan &plan, Phase phase, qint64 nowMs);

void reachUserSpace(VmStatus &status, const LaunchPlan &plan, qint64 nowMs);
void finishCloudInit(VmStatus &status, const LaunchPlan &plan, qint64 nowMs);
void applySigns(VmStatus &status, const LaunchPlan &plan, const SerialSigns &signs, qint64 nowMs);

/// Records that containerd has stopped answering: its phase and those after it no longer hold, and
/// the reason, if there is no other, says since when (local time). No effect if that is recorded
/// already.
void loseRuntime(VmStatus &status, qint64 nowMs);
/// Records that containerd answers again, so that all phases reached hold again.
void regainRuntime(VmStatus &status, const LaunchPlan &plan, qint64 nowMs);

/// The reason of a VM that runs: that its containerd does not answer, or none.
[[nodiscard]] QString runningReason(const VmStatus &status);

[[nodiscard]] bool wasReached(const VmStatus &status, Phase phase);
/// Whether all that PLAN expects was reached, where RUNTIME is enough of a container runtime.
[[nodiscard]] bool hasReachedExpected(const VmStatus &status, const LaunchPlan &plan,
                                      Phase runtime);

} // namespace hydra
