// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/scrollback.h"

#include <span>
#include <vector>

namespace hydra {

/// Everything above the screen: the scrollback, followed by the newest line, whose end may still be
/// on the screen. Rows are pushed as they leave the screen, and read as the current width wraps
/// them. Cells refer to the pool.
class History
{
public:
    History(const ScrollbackLimits &limits, int columns, TextPool &pool);

    /// A wrapped row continues in the next one to be pushed.
    void pushRow(std::span<const Cell> cells, bool isWrapped);
    /// Marks the last row as wrapped after all; does nothing when its line has the maximum length.
    void reopen();
    /// Removes and returns the beginning of the line that continues in the screen's first row.
    [[nodiscard]] std::vector<Cell> takeOpenLine();
    bool takeLastLine(std::vector<Cell> &cells);
    void setColumns(int columns);
    void clear();
    /// The pool assigns new indexes: calls CHANGE with each cell that holds old ones.
    template <typename Change> void changePool(const Change &change)
    {
        for (Cell &cell : m_open)
            change(cell);
        m_scrollback.forgetPool();
        forgetCaches();
    }

    [[nodiscard]] qint64 rowCount() const { return m_scrollback.rowCount() + m_openRows; }
    [[nodiscard]] qint64 droppedRows() const { return m_scrollback.droppedRows(); }
    [[nodiscard]] int lineCount() const
    {
        return m_scrollback.lineCount() + (m_openRows > 0 ? 1 : 0);
    }
    [[nodiscard]] qint64 memory() const;

    struct Row {
        std::span<const Cell> cells; ///< valid until the next call
        bool isWrapped = false;
    };
    /// ROW counts from the oldest row.
    [[nodiscard]] Row row(qint64 row) const;

private:
    struct Part {
        qint64 firstRow = -1; ///< of the line it is part of
        qint64 row = 0;
        std::size_t start = 0;
    };

    void packOpenLine();
    [[nodiscard]] Row part(std::span<const Cell> line, qint64 firstRow, qint64 row) const;
    void forgetCaches() const;

    TextPool &m_pool;
    Scrollback m_scrollback;
    int m_columns;
    std::vector<Cell> m_open; ///< the newest line, unpacked
    qint64 m_openRows = 0;
    bool m_isOpenComplete = false;
    mutable std::vector<Cell> m_cachedLine;
    mutable qint64 m_cachedRow = -1; ///< the cached line's first row
    mutable Part m_part;             ///< the last row found
};

} // namespace hydra
