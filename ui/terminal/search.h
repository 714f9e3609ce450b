// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/text.h"

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

/// Searches all of a terminal's text, also across wrapped rows, in steps that do not block. The
/// owner calls `step` until it is done, `contentChanged` after the surface changed and `restart`
/// when rows were renumbered. Bounded: at most 100,000 matches.
class TerminalSearch
{
public:
    explicit TerminalSearch(const TerminalSurface &surface) : m_surface(surface) {}

    void setPattern(const QString &pattern, const SearchOptions &options);
    [[nodiscard]] bool isActive() const { return m_isActive; }
    [[nodiscard]] QString error() const; ///< a message if the expression is invalid

    /// Searches on for BUDGET; true when all text has been searched.
    bool step(std::chrono::milliseconds budget);
    void contentChanged();
    void restart();

    [[nodiscard]] const std::vector<TerminalSelection> &matches() const { return m_matches; }
    /// The match after or before the current one (initially the last in the text), wrapping around.
    [[nodiscard]] const TerminalSelection *next();
    [[nodiscard]] const TerminalSelection *previous();
    /// Counts from 0; -1: none selected.
    [[nodiscard]] int currentIndex() const { return m_current; }

private:
    void lookAt(const LineText &line);
    void forgetFrom(qint64 row);
    [[nodiscard]] const TerminalSelection *choose(int index);

    const TerminalSurface &m_surface;
    QRegularExpression m_expression;
    bool m_isActive = false;
    qint64 m_nextRow = 0;
    /// Rows before it were in the history when searched, so they cannot change.
    qint64 m_settledRow = 0;
    std::vector<TerminalSelection> m_matches;
    int m_current = -1;
};

} // namespace hydra
