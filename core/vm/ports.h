// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/vm/launch_plan.h"

#include <map>
#include <vector>

namespace hydra {

/// The VM's forwards in the order of roles ssh, containerd, streaming, rimd, diod, then extra;
/// without those that are off or do not apply. An auto port's number is CHOSEN's (key: role), else
/// 0.
[[nodiscard]] std::vector<PlannedPort> planPorts(const VmSpec &vm,
                                                 const std::map<QString, std::uint16_t> &chosen);

} // namespace hydra
