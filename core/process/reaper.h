// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QProcess;

namespace hydra::reaper {

/// Ends a child whose owner is gone: SIGTERM now, SIGKILL after 5 s or when the program ends.
/// Takes PROCESS over; never blocks. PROCESS's thread.
void end(QProcess *process);
/// Takes PROCESS over and leaves the child alone; it is collected when it ends by itself.
void abandon(QProcess *process);

} // namespace hydra::reaper
