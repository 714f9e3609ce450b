// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"
#include "core/vm/qemu/plan.h"

namespace hydra {

/// What this host lacks for a VM that is not running: each a warning of `plan`, the first an error
/// of `up` (Conflict for a busy port, else Failed or NotFound). Asks the kernel and the file
/// system, changes nothing, takes milliseconds. Paths of the spec must be absolute already. The
/// image, QEMU, `firmware: auto` and the accelerator are checked elsewhere (image store, planQemu).
[[nodiscard]] std::vector<Error> checkHost(const VmRef &ref, const VmSpec &vm,
                                           const std::vector<PlannedPort> &ports,
                                           const HostFacts &host);

} // namespace hydra
