// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

namespace hydra {

/// Becomes another program in this very process (exec), keeping the terminal, as a shell's `exec`
/// does. Returns only when that failed: NotFound for an unknown program.
[[nodiscard]] Result<void> replaceProcess(const Command &command);

} // namespace hydra
