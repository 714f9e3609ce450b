// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/text.h"

#include <QRegularExpression>
#include <QString>

#include <chrono>
#include <vector>

namespace hydra {

struct SearchOptions {
    bool isRegularExpression = false;
    bool isCaseSensitive = false;
    bool operator==(const SearchOptions &) const = default;
};

/// Finds a pattern in all of a terminal's text, over wrapped rows too, in steps so that nobody
/// waits. Whoever owns it calls `step` until it is done, `contentChanged` when the surface changed
/// and `restart` when its rows have new numbers. Bounded: at most 100,000 matches.
class TerminalSearch
{
public:
    explicit TerminalSearch(const TerminalSurface &surface) : m_surface(surface) {}

    void setPattern(const QString &pattern, const SearchOptions &options);
    [[nodiscard]] bool isActive() const { return m_isActive; }
    [[nodiscard]] QString error() const; ///< words, when the expression is none

    /// True when all text has been looked at.
    bool step(std::chrono::milliseconds budget);
    void contentChanged();
    void restart();

    [[nodiscard]] const std::vector<TerminalSelection> &matches() const { return m_matches; }
    /// The match before or after the present one (at first: the last in the text), around the ends.
    [[nodiscard]] const TerminalSelection *next();
    [[nodiscard]] const TerminalSelection *previous();
    /// Counts from 0; -1: none chosen.
    [[nodiscard]] int currentIndex() const { return m_current; }

private:
    void lookAt(const LineText &line);
    void forgetFrom(qint64 row);
    [[nodiscard]] const TerminalSelection *choose(int index);

    const TerminalSurface &m_surface;
    QRegularExpression m_expression;
    bool m_isActive = false;
    qint64 m_nextRow = 0;
    qint64 m_settledRow = 0; ///< rows before it were history when they were looked at
    std::vector<TerminalSelection> m_matches;
    int m_current = -1;
};

} // namespace hydra
