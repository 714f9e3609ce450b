// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// Creates the file behind a VM's shared memory (0600), or extends one that is too short; its
/// contents stay. Does nothing without shared memory. Fails unless the file is a regular file of
/// this user's: its usual directory, /dev/shm, is writable for all, and a link there could point
/// anywhere.
[[nodiscard]] Result<void> ensureSharedMemory(const VmSpec &vm, const VmFiles &files,
                                              const HostFacts &host);

} // namespace hydra
