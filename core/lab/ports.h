// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/lab_vm.h"

#include <set>

namespace hydra {

/// Reserved host ports, which no VM gets assigned.
using PortSet = std::set<std::uint16_t>;

/// The host ports that a lab file fixes. Pure.
[[nodiscard]] PortSet fixedPorts(const LabSpec &lab);

/// The host ports that no `auto` of the target's VMs may get: those written in its lab file, and
/// those that VMs of this user got in earlier starts. Reads identities; blocks briefly.
[[nodiscard]] PortSet takenPorts(const Paths &paths, const LoadedTarget &target);

/// Chooses what VM's identity lacks and the host port of every `auto` forward, which stays the same
/// unless another program took it while the VM was down. Adds the chosen ports to TAKEN. Failed:
/// no port is free, or the identity cannot be read.
[[nodiscard]] Result<void> completeIdentity(LabVm &vm, PortSet &taken);

} // namespace hydra
