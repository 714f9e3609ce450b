// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/paths.h"
#include "vm/vm_state.h"

namespace hydra {

/// What the keeper of a VM wrote of it last, if it runs; Conflict otherwise. Nothing is asked or started.
[[nodiscard]] Result<VmStatus> runningVm(const Paths &paths, const VmRef &vm);

} // namespace hydra
