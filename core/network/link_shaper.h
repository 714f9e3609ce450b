// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/drops.h"
#include "core/network/port_table.h"

#include <deque>

namespace hydra::net {

/// How a link behaves, in each of its directions.
struct LinkSpec {
    std::chrono::nanoseconds delay{0};
    std::chrono::nanoseconds jitter{0}; ///< a delay is longer or shorter by up to so much
    double loss = 0;                    ///< of 1
    std::uint64_t rate = 0;             ///< bits per second; 0: as fast as it goes
    bool down = false;

    bool operator==(const LinkSpec &) const = default;
    /// Whether the link just passes everything on.
    [[nodiscard]] bool isPlain() const { return *this == LinkSpec{}; }
};

/// One direction of a shaped link: frames wait here until they are due. Never reorders.
class LinkShaper
{
public:
    explicit LinkShaper(std::uint64_t seed) : m_random(seed) {}

    /// Frames that wait keep their times.
    void shape(const LinkSpec &link) { m_link = link; }
    /// Whether a frame may go by without a stay here.
    [[nodiscard]] bool isTransparent() const { return m_link.isPlain() && m_waiting.empty(); }

    /// Takes a copy of FRAME, or says why it is lost.
    [[nodiscard]] Drop push(Bytes frame, Instant now);
    /// When the next frame is due.
    [[nodiscard]] std::optional<Instant> due() const;
    /// The next frame that is due by NOW.
    [[nodiscard]] std::optional<std::vector<std::uint8_t>> pop(Instant now);

private:
    struct Waiting {
        Instant due;
        std::vector<std::uint8_t> frame;
    };

    [[nodiscard]] double random();
    [[nodiscard]] Instant transmissionTime(std::size_t size) const;
    [[nodiscard]] Instant jitteredDelay();

    /// A sender that is faster than the rate has to wait this long before frames are dropped.
    static constexpr std::chrono::milliseconds kLongestBacklog{200};
    static constexpr std::size_t kMostBytes = std::size_t(16) << 20;

    LinkSpec m_link;
    std::uint64_t m_random;
    Instant m_sentUntil{0};
    std::size_t m_bytes = 0;
    std::deque<Waiting> m_waiting;
};

} // namespace hydra::net
