// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace hydra {

/// pipe(2) with both ends close-on-exec; false with errno set if there is none. Any thread.
[[nodiscard]] bool openPipe(std::array<int, 2> &ends);

/// Marks every descriptor above 2 close-on-exec. Async-signal-safe: for the child between fork and
/// exec.
void closeAllOnExec();

} // namespace hydra
