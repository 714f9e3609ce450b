// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/config/lab_spec.h"

namespace hydra {

/// The MAC of a VM's card: its spec's, or 52:54:00 followed by three octets of a hash of LAB/VM,
/// which is stable and different for each VM. Pure.
[[nodiscard]] QString macOf(const VmRef &ref, const VmSpec &spec);

} // namespace hydra
