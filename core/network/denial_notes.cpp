// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/denial_notes.h"

namespace hydra::net {

bool DenialNotes::isNews(const Destination &destination, Instant now)
{
    return isNewsOf(std::uint64_t(destination.ip.value) << 32 |
                        std::uint64_t(destination.port) << 8 | destination.protocol,
                    now);
}

bool DenialNotes::isNews(std::string_view name, Instant now)
{
    return isNewsOf(std::hash<std::string_view>()(name), now);
}

bool DenialNotes::isNewsOf(std::uint64_t key, Instant now)
{
    Entry &entry = m_recent[key * 0x9e3779b97f4a7c15 >> 58];
    if ((entry.key == key && now < entry.until) || !m_limit.take(now))
        return false;
    entry = {.key = key, .until = now + std::chrono::minutes(1)};
    return true;
}

} // namespace hydra::net
