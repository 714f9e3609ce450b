// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/vm/isolation.h"
#include "core/vm/vm_state.h"

namespace hydra {

/// How VM, one of LAB's, is isolated now: while it runs with the accelerator and the network's
/// policy that it has, which may have been changed since its start; else as its file says. Reads
/// its plan's file; any thread.
[[nodiscard]] Isolation isolationNow(const Paths &paths, const LabSpec &lab, const VmSpec &vm,
                                     const VmStatus &status);

} // namespace hydra
