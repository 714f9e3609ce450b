// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/hypervisor.h"

#include <memory>

namespace hydra {

/// What runs PLAN: its backend says which. Null for a backend that this version cannot run.
[[nodiscard]] std::unique_ptr<Hypervisor> makeHypervisor(const LaunchPlan &plan);

} // namespace hydra
