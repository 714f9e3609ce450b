// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cri.pb.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

namespace fake_cri {

namespace cri = runtime::v1;

/// Container events for any number of listeners; a slow listener loses the oldest. Thread-safe.
class Events
{
public:
    void tell(const std::string &containerId, cri::ContainerEventType type, std::int64_t nowNs);
    [[nodiscard]] std::uint64_t last() const; ///< the number of the newest event
    /// The event after number SEEN, which is updated; nothing when none occurs within PATIENCE.
    std::optional<cri::ContainerEventResponse> after(std::uint64_t &seen,
                                                     std::chrono::milliseconds patience);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_came;
    std::deque<cri::ContainerEventResponse> m_kept;
    std::uint64_t m_last = 0;
};

} // namespace fake_cri
