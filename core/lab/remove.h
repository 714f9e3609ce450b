// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// Removes what Hydra keeps of the VMs of a target: state and runtime directories; for a whole lab
/// also its key, its name and, when `create` made it, its file. A file elsewhere is never touched.
/// Conflict when a VM runs or is protected. Blocks briefly.
[[nodiscard]] Result<void> removeLab(const Environment &environment, const LoadedTarget &target);
/// Conflict when one of the VMs runs or is protected. Looks at files only.
[[nodiscard]] Result<void> checkRemovable(const Paths &paths, const LoadedTarget &target);

} // namespace hydra
