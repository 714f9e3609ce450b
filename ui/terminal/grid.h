// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/cell.h"

#include <span>
#include <vector>

namespace hydra {

/// A half-open range of rows and columns, counted from 0.
struct CellRect {
    int top = 0;
    int bottom = 0;
    int left = 0;
    int right = 0;
};

/// The cells of one screen, as a ring of rows, so that scrolling the whole screen moves none. Clips
/// all coordinates to its size. A wide character is always complete: if one half is overwritten,
/// the other is cleared.
class Grid
{
public:
    Grid(int columns, int rows);

    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int rows() const { return m_rows; }

    [[nodiscard]] std::span<const Cell> row(int row) const
    {
        return {cells(row), std::size_t(m_columns)};
    }
    /// The row up to its last cell with text or colour.
    [[nodiscard]] std::span<const Cell> usedPart(int row) const;
    [[nodiscard]] bool isWrapped(int row) const { return m_info[physical(row)].wrapped; }
    void setWrapped(int row, bool wrapped) { m_info[physical(row)].wrapped = wrapped; }

    void put(int row, int column, quint32 text, int width, quint32 style);
    void replace(int row, int column, const Cell &cell);
    void setRow(int row, std::span<const Cell> cells, bool wrapped);
    void erase(const CellRect &rect, quint32 style);
    /// Moves the rect's contents up by DOWN rows and left by RIGHT columns (either may be
    /// negative).
    void scroll(CellRect rect, int down, int right, quint32 style);
    void resize(int columns, int rows); ///< crops or pads

    /// Applies CHANGE to each cell in place.
    template <typename Change> void forEachCell(const Change &change)
    {
        for (Cell &cell : m_cells)
            change(cell);
    }

private:
    struct RowInfo {
        bool wrapped = false;
        int used = 0; ///< from here on every cell is Cell{}
    };

    [[nodiscard]] std::size_t physical(int row) const
    {
        const int place = m_top + row;
        return std::size_t(place < m_rows ? place : place - m_rows);
    }
    [[nodiscard]] Cell *cells(int row)
    {
        return m_cells.data() + physical(row) * std::size_t(m_columns);
    }
    [[nodiscard]] const Cell *cells(int row) const
    {
        return m_cells.data() + physical(row) * std::size_t(m_columns);
    }
    void splitWide(int row, int column);
    void fill(int row, int left, int right, quint32 style);
    void copyRow(int to, int from, int left, int right);
    void scrollRows(const CellRect &rect, int down, quint32 style);
    void scrollColumns(const CellRect &rect, int right, quint32 style);

    int m_columns;
    int m_rows;
    int m_top = 0;
    std::vector<Cell> m_cells;
    std::vector<RowInfo> m_info;
};

} // namespace hydra
