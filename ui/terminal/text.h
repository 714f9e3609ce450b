// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/surface.h"

#include <QString>

#include <vector>

namespace hydra {

/// Part of a terminal's text. Columns count cells; the end is behind the last one.
struct TerminalSelection {
    TerminalPosition begin;
    TerminalPosition end;
    bool isBlock = false; ///< the same columns of every row

    [[nodiscard]] bool isEmpty() const { return begin == end; }
    [[nodiscard]] bool contains(TerminalPosition at) const;
    /// The columns it takes of a row of COLUMNS, as [first, second); empty when equal.
    [[nodiscard]] std::pair<int, int> columnsOf(qint64 row, int columns) const;
    bool operator==(const TerminalSelection &) const = default;
};

/// The selected text: a wrapped line is one line, spaces at the end of a line are dropped.
[[nodiscard]] QString selectedText(const TerminalSurface &surface,
                                   const TerminalSelection &selection);
[[nodiscard]] TerminalSelection wholeText(const TerminalSurface &surface);
/// The word around AT: what a double click means, over the rows it is wrapped to. A path, an
/// address or a URL is one word.
[[nodiscard]] TerminalSelection wordAt(const TerminalSurface &surface, TerminalPosition at);
/// The line around AT with all the rows it is wrapped to.
[[nodiscard]] TerminalSelection lineAt(const TerminalSurface &surface, TerminalPosition at);

/// A line with where each of its UTF-16 units stands.
struct LineText {
    QString text;
    std::vector<TerminalPosition> places; ///< one more than units: the last is behind the end
    qint64 nextRow = 0;                   ///< the first row behind the line
};
/// The line whose first row is ROW.
[[nodiscard]] LineText lineFrom(const TerminalSurface &surface, qint64 row);
/// The first row of the line that ROW is part of.
[[nodiscard]] qint64 firstRowOfLine(const TerminalSurface &surface, qint64 row);

} // namespace hydra
