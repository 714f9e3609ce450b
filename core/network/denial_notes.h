// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/policy.h"
#include "core/network/rate_limit.h"

namespace hydra::net {

/// Which refusals of a port are worth a line: each destination once a minute, 20 lines a second at
/// most, however much the guest knocks.
class DenialNotes
{
public:
    [[nodiscard]] bool isNews(const Destination &destination, Instant now);
    [[nodiscard]] bool isNews(std::string_view name, Instant now);

private:
    struct Entry {
        std::uint64_t key = 0;
        Instant until{0};
    };

    [[nodiscard]] bool isNewsOf(std::uint64_t key, Instant now);

    RateLimit m_limit{20, 20};
    std::array<Entry, 64> m_recent{};
};

} // namespace hydra::net
