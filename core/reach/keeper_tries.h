// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <chrono>

namespace hydra {

/// How often, and how soon, a keeper that died is replaced. One that dies whenever it takes over
/// its VM must not be started in a tight loop. A value.
class KeeperTries
{
public:
    /// A keeper died after LIVED. One that lived for half a minute had taken its VM over: its end
    /// is the first of a new series.
    void died(std::chrono::milliseconds lived);
    void reset() { m_deaths = 0; }
    /// Too many died, the last one less than five minutes ago.
    [[nodiscard]] bool isOver() const;
    /// Before the next one is started: none after the first death, then a quarter of a second,
    /// doubled each time.
    [[nodiscard]] std::chrono::milliseconds pause() const;
    /// What is said when it is over.
    [[nodiscard]] Error error(const VmRef &vm) const;

private:
    static constexpr int limit = 5;
    int m_deaths = 0;
    std::chrono::steady_clock::time_point m_lastDeath;
};

} // namespace hydra
