// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/load.h"
#include "core/vm/provisioning_sources.h"

namespace hydra {

/// Where in its lab file the parts of a VM's cloud-config come from: its own keys, `common`'s, and
/// the keys of the text in user_data. Of lists longer than 200, the first elements. Pure.
[[nodiscard]] PlannedProvisioning plannedProvisioning(const LoadedLab &lab, const VmSpec &vm);

} // namespace hydra
