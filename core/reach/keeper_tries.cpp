// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/keeper_tries.h"

namespace hydra {

using namespace std::chrono_literals;

void KeeperTries::died(std::chrono::milliseconds lived)
{
    m_deaths = lived >= 30s ? 1 : m_deaths + 1;
    m_lastDeath = std::chrono::steady_clock::now();
}

bool KeeperTries::isOver() const
{
    return m_deaths > limit && std::chrono::steady_clock::now() - m_lastDeath < 5min;
}

std::chrono::milliseconds KeeperTries::pause() const
{
    return m_deaths < 2 ? 0ms : 250ms * (1 << (m_deaths - 2));
}

Error KeeperTries::error(const VmRef &vm) const
{
    const QString name = vm.toString();
    return {.code = ErrorCode::Failed,
            .what = QStringLiteral("its keeper ended %1 times in a row right after it had started")
                        .arg(m_deaths),
            .where = name,
            .hint = QStringLiteral("the VM itself may go on; `hydractl logs %1` tells why, and "
                                   "`hydractl kill %1` ends it")
                        .arg(name),
            .details = {}};
}

} // namespace hydra
