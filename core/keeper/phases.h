// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "keeper/serial_scanner.h"
#include "vm/vm_state.h"

namespace hydra {

// Pure steps of a VM's status through one boot.

/// A new boot: new id, one more, no phase yet.
void beginBoot(VmStatus &status);

/// Notes that PHASE was reached. A phase after the kernel implies user space; Ready follows by
/// itself from what PLAN expects.
void reachPhase(VmStatus &status, const LaunchPlan &plan, Phase phase, qint64 nowMs);

void reachUserSpace(VmStatus &status, const LaunchPlan &plan, qint64 nowMs);
void finishCloudInit(VmStatus &status, const LaunchPlan &plan, qint64 nowMs);
void applySigns(VmStatus &status, const LaunchPlan &plan, const SerialSigns &signs, qint64 nowMs);

[[nodiscard]] bool wasReached(const VmStatus &status, Phase phase);

/// One event that cloud-init's webhook reporter posted.
struct CloudInitEvent {
    bool done = false;   ///< the last stage finished
    QString failure;     ///< not empty: something failed, in words
};
/// Nothing when BODY is no such event.
[[nodiscard]] std::optional<CloudInitEvent> parseCloudInitEvent(const QByteArray &body);

} // namespace hydra
