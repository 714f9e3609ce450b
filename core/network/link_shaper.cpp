// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/link_shaper.h"

#include <algorithm>

namespace hydra::net {

/// Even in [0, 1): the generator splitmix64, which repeats itself for a test's seed.
double LinkShaper::random()
{
    m_random += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = m_random;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return double((mixed ^ mixed >> 31) >> 11) / double(std::uint64_t(1) << 53);
}

Instant LinkShaper::transmissionTime(std::size_t size) const
{
    if (m_link.rate == 0)
        return Instant(0);
    return Instant(std::int64_t(double(size) * 8e9 / double(m_link.rate)));
}

Instant LinkShaper::jitteredDelay()
{
    if (m_link.jitter.count() == 0)
        return m_link.delay;
    const double part = 2 * random() - 1;
    const Instant jitter(std::int64_t(double(m_link.jitter.count()) * part));
    return std::max(Instant(0), m_link.delay + jitter);
}

Drop LinkShaper::push(Bytes frame, Instant now)
{
    if (m_link.down)
        return Drop::LinkDown;
    if (m_link.loss > 0 && random() < m_link.loss)
        return Drop::LinkLoss;
    const Instant start = std::max(now, m_sentUntil);
    if (start - now > kLongestBacklog || m_bytes + frame.size() > kMostBytes)
        return Drop::LinkQueue;
    m_sentUntil = start + transmissionTime(frame.size());
    const Instant last = m_waiting.empty() ? Instant(0) : m_waiting.back().due;
    m_waiting.push_back({.due = std::max(last, m_sentUntil + jitteredDelay()),
                         .frame = {frame.begin(), frame.end()}});
    m_bytes += frame.size();
    return Drop::None;
}

std::optional<Instant> LinkShaper::due() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().due);
}

std::optional<std::vector<std::uint8_t>> LinkShaper::pop(Instant now)
{
    if (m_waiting.empty() || m_waiting.front().due > now)
        return {};
    std::vector<std::uint8_t> frame = std::move(m_waiting.front().frame);
    m_waiting.pop_front();
    m_bytes -= frame.size();
    return frame;
}

} // namespace hydra::net
