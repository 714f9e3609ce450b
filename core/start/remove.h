// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// Removes what Hydra keeps of a target's VMs: state and runtime directories; for a whole lab also
/// its key, its name and, if `create` made it, its file. A file elsewhere is never touched.
/// Conflict when a VM runs or is protected, or another command is starting or changing the lab.
/// Blocks briefly.
[[nodiscard]] Result<void> removeLab(const Environment &environment, const LoadedTarget &target);
/// Conflict when one of the VMs runs or is protected. Only reads files.
[[nodiscard]] Result<void> checkRemovable(const Paths &paths, const LoadedTarget &target);

} // namespace hydra
