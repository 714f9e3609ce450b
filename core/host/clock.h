// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace hydra {

/// How long this machine was asleep since it started. Grows only while it sleeps. Any thread.
[[nodiscard]] std::chrono::milliseconds timeAsleep();

} // namespace hydra
