// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/grid.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace hydra {

Grid::Grid(int columns, int rows)
    : m_columns(columns), m_rows(rows), m_cells(std::size_t(columns) * std::size_t(rows)),
      m_info(std::size_t(rows))
{
}

std::span<const Cell> Grid::usedPart(int row) const
{
    const Cell *first = cells(row);
    int used = m_info[physical(row)].used;
    while (used > 0 && first[used - 1] == Cell{})
        --used;
    return {first, std::size_t(used)};
}

void Grid::put(int row, int column, quint32 text, int width, quint32 style)
{
    if (row < 0 || row >= m_rows || column < 0 || column + width > m_columns)
        return;
    Cell *cell = cells(row) + column;
    RowInfo &info = m_info[physical(row)];
    if (cell->isTail())
        splitWide(row, column);
    if (column + width < m_columns && cell[width].isTail())
        splitWide(row, column + width);
    *cell = {width == 2 ? text | Cell::kWide : text, style};
    if (width == 2)
        cell[1] = {Cell::kTail, style};
    info.used = std::max(info.used, column + width);
    if (column + width == m_columns)
        info.wrapped = false;
}

void Grid::replace(int row, int column, const Cell &cell)
{
    cells(row)[column] = cell;
    RowInfo &info = m_info[physical(row)];
    info.used = std::max(info.used, column + 1);
}

void Grid::setRow(int row, std::span<const Cell> content, bool wrapped)
{
    Cell *first = cells(row);
    const int count = std::min(int(content.size()), m_columns);
    std::copy_n(content.begin(), count, first);
    std::fill(first + count, first + m_columns, Cell{});
    if (count > 0 && count < int(content.size()) && content[std::size_t(count)].isTail())
        first[count - 1] = Cell{};
    m_info[physical(row)] = {wrapped, count};
}

void Grid::erase(const CellRect &rect, quint32 style)
{
    const int left = std::max(rect.left, 0);
    const int right = std::min(rect.right, m_columns);
    for (int row = std::max(rect.top, 0); row < std::min(rect.bottom, m_rows) && left < right;
         ++row) {
        splitWide(row, left);
        splitWide(row, right);
        fill(row, left, right, style);
        if (right == m_columns)
            setWrapped(row, false);
    }
}

void Grid::scroll(CellRect rect, int down, int right, quint32 style)
{
    rect = {std::max(rect.top, 0), std::min(rect.bottom, m_rows), std::max(rect.left, 0),
            std::min(rect.right, m_columns)};
    if (rect.top >= rect.bottom || rect.left >= rect.right)
        return;
    const int height = rect.bottom - rect.top;
    const int width = rect.right - rect.left;
    if (down != 0)
        scrollRows(rect, std::clamp(down, -height, height), style);
    if (right != 0)
        scrollColumns(rect, std::clamp(right, -width, width), style);
}

void Grid::scrollRows(const CellRect &rect, int down, quint32 style)
{
    const bool wholeRows = rect.left == 0 && rect.right == m_columns;
    if (wholeRows && rect.top == 0 && rect.bottom == m_rows && down > 0) {
        m_top = int(physical(down % m_rows));
        erase({m_rows - down, m_rows, 0, m_columns}, style);
        return;
    }
    if (rect.top > 0)
        setWrapped(rect.top - 1, false);
    const int kept = rect.bottom - rect.top - std::abs(down);
    for (int i = 0; i < kept; ++i) {
        const int to = down > 0 ? rect.top + i : rect.bottom - 1 - i;
        copyRow(to, to + down, rect.left, rect.right);
        setWrapped(to, wholeRows && isWrapped(to + down));
    }
    const int first = down > 0 ? rect.bottom - down : rect.top;
    erase({first, first + std::abs(down), rect.left, rect.right}, style);
    setWrapped(down > 0 ? std::max(rect.bottom - down - 1, 0) : rect.bottom - 1, false);
}

void Grid::copyRow(int to, int from, int left, int right)
{
    for (int edge : {left, right}) {
        splitWide(to, edge);
        splitWide(from, edge);
    }
    std::copy(cells(from) + left, cells(from) + right, cells(to) + left);
    const bool whole = left == 0 && right == m_columns;
    int &used = m_info[physical(to)].used;
    used = std::max(whole ? 0 : used, std::min(m_info[physical(from)].used, right));
}

void Grid::scrollColumns(const CellRect &rect, int right, quint32 style)
{
    const int kept = rect.right - rect.left - std::abs(right);
    for (int row = rect.top; row < rect.bottom; ++row) {
        Cell *first = cells(row) + rect.left;
        for (int edge : {rect.left, rect.right, right > 0 ? rect.left + right : rect.right + right})
            splitWide(row, edge);
        std::memmove(first + std::max(-right, 0), first + std::max(right, 0),
                     std::size_t(kept) * sizeof(Cell));
        RowInfo &info = m_info[physical(row)];
        info.used = m_columns;
        info.wrapped = info.wrapped && rect.right < m_columns;
        const int gap = right > 0 ? rect.right - right : rect.left;
        fill(row, gap, gap + std::abs(right), style);
    }
}

void Grid::resize(int columns, int rows)
{
    Grid other(columns, rows);
    for (int row = 0; row < std::min(rows, m_rows); ++row)
        other.setRow(row, usedPart(row), false);
    *this = std::move(other);
}

// Clears a wide character that straddles COLUMN, at which a change is about to begin or end.
void Grid::splitWide(int row, int column)
{
    if (column <= 0 || column >= m_columns)
        return;
    Cell *cell = cells(row) + column;
    if (!cell->isTail())
        return;
    cell[-1] = {0, cell[-1].style};
    cell[0] = {0, cell[0].style};
}

void Grid::fill(int row, int left, int right, quint32 style)
{
    RowInfo &info = m_info[physical(row)];
    const int end = style == 0 ? std::min(right, info.used) : right; // beyond `used` all is blank
    for (Cell *cell = cells(row) + left, *last = cells(row) + end; cell < last; ++cell)
        *cell = {0, style};
    if (style != 0)
        info.used = std::max(info.used, right);
    else if (right >= info.used && left < info.used)
        info.used = left;
}

} // namespace hydra
