// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/field.h"
#include "core/config/lab_spec.h"

namespace hydra {

/// Every key a VM may have, in the order in which they are written; `common` takes the same except
/// for `name`. This table is the lab file's schema: reading, writing and `get` all walk it.
[[nodiscard]] std::span<const Field<VmSpec>> vmFields();
/// Every key path of a VM, in the same order: cpu, ports.ssh, disks, disks[].name...
[[nodiscard]] QStringList vmKeyPaths();
/// The keys of the map `network`.
[[nodiscard]] std::span<const Field<NetworkSpec>> networkFields();

} // namespace hydra
