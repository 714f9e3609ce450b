// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_id.h"
#include "core/process/spawn.h"

namespace hydra {

/// A copy of another process's descriptor NUMBER (pidfd_getfd(2)). Not open where the system has no
/// such call or does not allow it (Yama's ptrace_scope, a container's seccomp filter), and when the
/// process has ended. Any thread.
[[nodiscard]] OwnedFd takeDescriptor(const ProcessId &process, int number);

} // namespace hydra
