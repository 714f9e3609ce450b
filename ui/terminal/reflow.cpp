// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/reflow.h"

#include "ui/terminal/layout.h"

#include <algorithm>

namespace hydra {
namespace {

int lastUsedRow(const Grid &grid, int atLeast)
{
    int last = grid.rows() - 1;
    while (last > atLeast && grid.usedPart(last).empty())
        --last;
    return last;
}

} // namespace

std::span<const Cell> wrappedPart(std::span<const Cell> row)
{
    return row.back().isEmpty() ? row.first(row.size() - 1) : row;
}

Reflow::Reflow(const Grid &grid, CellPosition cursor, std::vector<Cell> first)
{
    const int last = lastUsedRow(grid, cursor.row);
    m_fillsScreen = last == grid.rows() - 1;
    m_lines.push_back(std::move(first));
    for (int row = 0; row <= last; ++row) {
        std::vector<Cell> &line = m_lines.back();
        if (row == cursor.row) {
            m_cursorLine = m_lines.size() - 1;
            m_cursorCell = line.size() + std::size_t(cursor.column);
        }
        const bool isWrapped = grid.isWrapped(row) && row < last;
        const std::span<const Cell> cells =
            isWrapped ? wrappedPart(grid.row(row)) : grid.usedPart(row);
        line.insert(line.end(), cells.begin(), cells.end());
        if (!isWrapped && row < last)
            m_lines.emplace_back();
    }
}

int Reflow::rowCount(int columns) const
{
    int rows = 0;
    for (const std::vector<Cell> &line : m_lines)
        rows += rowsOf(line, columns);
    return rows;
}

void Reflow::prepend(std::vector<Cell> line)
{
    m_lines.push_front(std::move(line));
    ++m_cursorLine;
}

// Moves a cursor behind a full row to a new row, where the next character will go.
void Reflow::keepCursorBehind(Result &result, int columns)
{
    if (int(result.rows.back().cells.size()) < columns)
        return;
    result.rows.back().isWrapped = true;
    result.cursor = {int(result.rows.size()), 0};
    result.rows.push_back({});
}

Reflow::Result Reflow::wrap(int columns, int rows) const
{
    Result result;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const std::span<const Cell> line = m_lines[i];
        std::size_t start = 0;
        do {
            const std::size_t length = rowLength(line, start, std::size_t(columns));
            const bool isLast = start + length >= line.size();
            if (i == m_cursorLine && m_cursorCell >= start)
                result.cursor = {int(result.rows.size()),
                                 int(std::min(m_cursorCell - start, std::size_t(columns) - 1))};
            result.rows.push_back({line.subspan(start, length), !isLast});
            start += length;
        } while (start < line.size());
        if (i == m_cursorLine && m_cursorCell == line.size())
            keepCursorBehind(result, columns);
    }
    result.surplus = std::clamp(int(result.rows.size()) - rows, 0, result.cursor.row);
    result.cursor.row = std::min(result.cursor.row - result.surplus, rows - 1);
    return result;
}

} // namespace hydra
