// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/surface.h"

#include <QString>

#include <vector>

namespace hydra {

/// A range of a terminal's text. Columns count cells; the end is exclusive.
struct TerminalSelection {
    TerminalPosition begin;
    TerminalPosition end;
    bool isBlock = false; ///< the same columns in every row

    [[nodiscard]] bool isEmpty() const { return begin == end; }
    [[nodiscard]] bool contains(TerminalPosition at) const;
    /// The range of a row's COLUMNS that it selects, as [first, second); empty when equal.
    [[nodiscard]] std::pair<int, int> columnsOf(qint64 row, int columns) const;
    bool operator==(const TerminalSelection &) const = default;
};

/// The selected text: a wrapped line is one line, and trailing spaces are dropped.
[[nodiscard]] QString selectedText(const TerminalSurface &surface,
                                   const TerminalSelection &selection);
[[nodiscard]] TerminalSelection wholeText(const TerminalSurface &surface);
/// The word at AT, as a double click selects it, across wrapped rows. A path, an address or a URL
/// is one word.
[[nodiscard]] TerminalSelection wordAt(const TerminalSurface &surface, TerminalPosition at);
/// The line at AT with all the rows it is wrapped to.
[[nodiscard]] TerminalSelection lineAt(const TerminalSurface &surface, TerminalPosition at);

/// A line's text and the position of each UTF-16 unit.
struct LineText {
    QString text;
    std::vector<TerminalPosition> places; ///< one more than units: the last is the end
    qint64 nextRow = 0;                   ///< the first row after the line
};
/// The line whose first row is ROW.
[[nodiscard]] LineText lineFrom(const TerminalSurface &surface, qint64 row);
/// The first row of the line that contains ROW.
[[nodiscard]] qint64 firstRowOfLine(const TerminalSurface &surface, qint64 row);

} // namespace hydra
