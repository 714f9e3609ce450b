// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/port_table.h"

#include <algorithm>

namespace hydra::net {

/// A token bucket: PER_SECOND events in the long run, up to BURST at once. The time comes from the
/// caller and never runs backwards.
class RateLimit
{
public:
    RateLimit(std::int64_t perSecond, std::int64_t burst)
        : m_interval(Instant(std::chrono::seconds(1)) / perSecond), m_depth(m_interval * burst)
    {
    }

    /// Whether an event is within the limit NOW; if so, it counts.
    [[nodiscard]] bool take(Instant now)
    {
        const Instant start = std::max(m_paidUntil, now - m_depth);
        if (start + m_interval > now)
            return false;
        m_paidUntil = start + m_interval;
        return true;
    }

private:
    Instant m_interval;
    Instant m_depth;
    Instant m_paidUntil = Instant::min() / 2;
};

} // namespace hydra::net
