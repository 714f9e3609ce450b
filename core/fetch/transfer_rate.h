// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

namespace hydra {

/// How fast a transfer is: over its last five seconds. Pure; the caller has the clock.
class TransferRate
{
public:
    using Clock = std::chrono::steady_clock;

    /// The transfer has BYTES at NOW, which does not go back. Fewer bytes than before: it began
    /// anew.
    void note(qint64 bytes, Clock::time_point now);
    [[nodiscard]] double bytesPerSecond() const; ///< 0: not known yet

private:
    std::deque<std::pair<Clock::time_point, qint64>> m_samples;
};

/// "120 MiB of 320 MiB, 12.3 MiB/s, 17 s left"; without what is not known. Pure.
[[nodiscard]] QString transferWords(qint64 bytes, std::optional<qint64> size,
                                    double bytesPerSecond);

} // namespace hydra
