// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace hydra {

/// The total time this machine has been suspended since it booted. Any thread.
[[nodiscard]] std::chrono::milliseconds timeAsleep();

} // namespace hydra
