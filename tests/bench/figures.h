// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <vector>

namespace hydra::bench {

/// One thing that was measured several times, in one unit; a smaller value is better.
struct Figure {
    QString name;
    QString unit;
    double goal = 0;
    std::vector<double> samples;

    [[nodiscard]] double median() const;
    /// The goal is missed by so much that it is a fault and not the machine's mood.
    [[nodiscard]] bool isFarOff() const { return median() > 3 * goal; }
};

[[nodiscard]] QString toTable(const std::vector<Figure> &figures);

[[nodiscard]] inline double toMs(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// How long WORK takes.
template <typename Work>
[[nodiscard]] double timed(const Work &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return toMs(std::chrono::steady_clock::now() - start);
}

} // namespace hydra::bench
