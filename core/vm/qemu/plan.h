// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// VmSpec and host facts to LaunchPlan: pure. Fails with Invalid or Failed when this host or this
/// version cannot run the VM; the error names the key ("gpu: not yet").
[[nodiscard]] Result<LaunchPlan> planQemu(const PlanInput &input);

/// Why this host's QEMU can run no VM: missing, too old, or without the user network. Nothing when
/// it can.
[[nodiscard]] std::optional<Error> refuseQemu(const HostFacts &host);

} // namespace hydra
