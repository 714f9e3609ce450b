// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/spawn.h"

namespace hydra {

/// Both ends of a pseudo-terminal, close-on-exec; the near end does not block.
struct PtyPair {
    OwnedFd nearEnd; ///< ours
    OwnedFd farEnd;  ///< the child's
};

[[nodiscard]] Result<PtyPair> openPty(int columns, int rows);
void setWindowSize(int fd, int columns, int rows);
/// Makes FAREND the controlling terminal and standard streams of the calling process, which
/// becomes the leader of a new session. Async-signal-safe: for the child between fork and exec.
void adoptTerminal(int farEnd);

} // namespace hydra
