// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/image/store.h"

namespace hydra {

/// What is installed and set up once in a VM's guest, at its first boot: the keys of the lab file
/// that later starts cannot change. Pure.
[[nodiscard]] Traits setupOf(const VmSpec &spec);

/// Notes in the state directory how the guest on the VM's system disk is set up.
[[nodiscard]] Result<void> recordSetup(const QString &stateDir, const VmSpec &spec);

/// The key whose value differs from the recorded one, such as packages; empty: none does, or there
/// is no record. Reads a small file.
[[nodiscard]] QString changedSetup(const QString &stateDir, const VmSpec &spec);

} // namespace hydra
