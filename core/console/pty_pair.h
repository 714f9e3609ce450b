// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/spawn.h"

namespace hydra {

/// Both ends of a pseudo-terminal, close-on-exec; the near end does not block.
struct PtyPair {
    OwnedFd nearEnd; ///< ours
    OwnedFd farEnd;  ///< the child's
};

[[nodiscard]] Result<PtyPair> openPty(int columns, int rows);
void setWindowSize(int fd, int columns, int rows);

} // namespace hydra
