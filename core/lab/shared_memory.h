// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/lab_spec.h"

namespace hydra {

/// Makes the file behind a VM's shared memory (0600), or makes it longer when it is too short; what is in it
/// stays. Nothing to do without shared memory. Fails when it is no plain file of this user: the usual place,
/// /dev/shm, is everybody's, and a link there could lead to anything.
[[nodiscard]] Result<void> ensureSharedMemory(const SharedMemorySpec &memory, const QString &path);

} // namespace hydra
