// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/events.h"

#include <algorithm>

namespace fake_cri {
namespace {

constexpr std::size_t kMostKept = 1000;

} // namespace

void Events::tell(const std::string &containerId, cri::ContainerEventType type, std::int64_t nowNs)
{
    cri::ContainerEventResponse event;
    event.set_container_id(containerId);
    event.set_container_event_type(type);
    event.set_created_at(nowNs);
    const std::lock_guard lock(m_mutex);
    m_kept.push_back(std::move(event));
    if (m_kept.size() > kMostKept)
        m_kept.pop_front();
    ++m_last;
    m_came.notify_all();
}

std::uint64_t Events::last() const
{
    const std::lock_guard lock(m_mutex);
    return m_last;
}

std::optional<cri::ContainerEventResponse> Events::after(std::uint64_t &seen,
                                                         std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (!m_came.wait_for(lock, patience, [&] { return m_last > seen; }))
        return {};
    const std::uint64_t lost = m_last - m_kept.size();
    seen = std::max(seen, lost) + 1;
    return m_kept[std::size_t(seen - lost - 1)];
}

} // namespace fake_cri
