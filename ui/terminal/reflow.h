// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/grid.h"
#include "ui/terminal/screen.h"

#include <deque>
#include <span>
#include <vector>

namespace hydra {

/// A wrapped row without the blank cell at its end, where a wide character did not fit.
[[nodiscard]] std::span<const Cell> wrappedPart(std::span<const Cell> row);

/// A screen's text as logical lines, to be wrapped at another width; the cursor stays at its text.
class Reflow
{
public:
    struct Row {
        std::span<const Cell> cells; ///< valid as long as this object
        bool isWrapped = false;
    };
    struct Result {
        std::vector<Row> rows;
        int surplus = 0;     ///< rows at the top that leave the screen
        CellPosition cursor; ///< in the screen
    };

    /// FIRST: the beginning of the line that continues in the grid's first row.
    Reflow(const Grid &grid, CellPosition cursor, std::vector<Cell> first);

    [[nodiscard]] bool fillsScreen() const { return m_fillsScreen; }
    [[nodiscard]] int rowCount(int columns) const;
    void prepend(std::vector<Cell> line);
    [[nodiscard]] Result wrap(int columns, int rows) const;

private:
    static void keepCursorBehind(Result &result, int columns);

    std::deque<std::vector<Cell>> m_lines;
    std::size_t m_cursorLine = 0;
    std::size_t m_cursorCell = 0;
    bool m_fillsScreen = false;
};

} // namespace hydra
