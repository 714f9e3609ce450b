// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_exit.h"

#include <optional>
#include <sys/types.h>

namespace hydra::reaper {

/// Ends and reaps children whose owner is gone, on a thread of its own. A child is handed over
/// once, by its pid, and nobody else calls waitpid(2) for it. Any thread; needs no event loop.

/// Ends a child that leads its process group, and the group: SIGTERM now, SIGKILL after 5 s or when
/// the program ends (main returns or exit(3)). Does not block.
void end(pid_t leader);
/// Leaves a child alone and reaps it when it ends by itself. Does not block.
void collect(pid_t child);
/// For a child that leads its process group and whose owner reaps it with `poll`: kills the group
/// when the program ends while the owner's thread still runs. Does not block.
void own(pid_t leader);
/// Reaps an owned child and says how it ended; nothing while it runs. Does not block.
[[nodiscard]] std::optional<ProcessExit> poll(pid_t leader);
/// Kills and reaps now all children given to `end` and `own`; waits a second at most. To be called
/// before execve(2), which ends the reaper's thread; a program's end calls it by itself.
void finish();

} // namespace hydra::reaper
