// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/scrollback.h"

#include <span>
#include <vector>

namespace hydra {

/// Everything above the screen: the scrollback and, at its end, the newest line, whose rest may
/// still be on the screen. Rows go in as they leave the screen and come out as the present width
/// wraps them. Cells are of the pool.
class History
{
public:
    History(const ScrollbackLimits &limits, int columns, TextPool &pool);

    /// A wrapped row goes on in the next one, which comes sooner or later.
    void pushRow(std::span<const Cell> cells, bool isWrapped);
    /// The row pushed last was a wrapped one after all; nothing when its line is as long as any may be.
    void reopen();
    /// The beginning of the line that goes on at the screen's first row; it is here no more.
    [[nodiscard]] std::vector<Cell> takeOpenLine();
    bool takeLastLine(std::vector<Cell> &cells);
    void setColumns(int columns);
    void clear();
    /// The pool gets new indices: CHANGE is given each cell that holds old ones.
    template <typename Change>
    void changePool(const Change &change)
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
        std::span<const Cell> cells; ///< until the next call
        bool isWrapped = false;
    };
    /// ROW counts from the oldest one.
    [[nodiscard]] Row row(qint64 row) const;

private:
    struct Part {
        qint64 firstRow = -1; ///< of its line
        qint64 row = 0;
        std::size_t start = 0;
    };

    void packOpenLine();
    [[nodiscard]] Row part(std::span<const Cell> line, qint64 firstRow, qint64 row) const;
    void forgetCaches() const;

    TextPool &m_pool;
    Scrollback m_scrollback;
    int m_columns;
    std::vector<Cell> m_open; ///< the newest line, not yet packed
    qint64 m_openRows = 0;
    bool m_isOpenComplete = false;
    mutable std::vector<Cell> m_cachedLine;
    mutable qint64 m_cachedRow = -1; ///< its first row
    mutable Part m_part;             ///< the row found last
};

} // namespace hydra
