// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <vector>

namespace hydra::bench {

/// One quantity, measured several times in one unit; smaller is better.
struct Figure {
    QString name;
    QString unit;
    double goal = 0;
    std::vector<double> samples;

    [[nodiscard]] double median() const;
    /// Whether the goal is missed by more than the machine's load explains.
    [[nodiscard]] bool isFarOff() const { return median() > 3 * goal; }
};

[[nodiscard]] QString toTable(const std::vector<Figure> &figures);

[[nodiscard]] inline double toMs(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// The duration of WORK, in milliseconds.
template <typename Work> [[nodiscard]] double timed(const Work &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return toMs(std::chrono::steady_clock::now() - start);
}

} // namespace hydra::bench
