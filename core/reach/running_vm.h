// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/vm/vm_state.h"

namespace hydra {

/// The status last written by the VM's keeper if the VM runs; Conflict otherwise. Asks and starts
/// nothing.
[[nodiscard]] Result<VmStatus> runningVm(const Paths &paths, const VmRef &vm);

} // namespace hydra
