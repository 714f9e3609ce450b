// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/grid.h"
#include "ui/terminal/history.h"

#include <span>
#include <vector>

namespace hydra {

struct CellPosition {
    int row = 0;
    int column = 0;
    bool operator==(const CellPosition &) const = default;
};

/// A terminal's contents: the primary and the alternate grid, the pen, the history. Is driven by
/// VTermState's callbacks and knows nothing of bytes. Rows keep their numbers while others are
/// added and dropped; only a new width, `clearHistory` and a reset renumber them.
class Screen
{
public:
    Screen(int columns, int rows, const ScrollbackLimits &limits);
    Q_DISABLE_COPY_MOVE(Screen)

    [[nodiscard]] int columns() const { return m_grid->columns(); }
    [[nodiscard]] int rows() const { return m_grid->rows(); }
    [[nodiscard]] const TextPool &pool() const { return m_pool; }
    /// The oldest one kept (on the alternate screen: its first).
    [[nodiscard]] qint64 firstRow() const;
    [[nodiscard]] qint64 screenTop() const; ///< the number of the screen's first row
    [[nodiscard]] History::Row row(qint64 row) const;
    [[nodiscard]] const History &history() const { return m_history; }

    void put(CellPosition at, char32_t point, int width);
    void mark(char32_t mark);
    void cursorMoved(CellPosition to);
    void scroll(const CellRect &rect, int down, int right);
    void erase(const CellRect &rect);
    void setPen(const CellStyle &pen);
    void setAlternate(bool alternate, CellPosition cursor);
    [[nodiscard]] bool isAlternate() const { return m_grid == &m_alternate; }
    /// The primary screen's cursor, as moved by a resize while the alternate screen was shown.
    [[nodiscard]] CellPosition primaryCursor() const { return m_primaryCursor; }
    void clearHistory();
    /// Rewraps all lines; the cursor stays at its text, and its new position is returned.
    [[nodiscard]] CellPosition resize(int columns, int rows, CellPosition cursor);
    /// Drops unused styles and clusters once there are many. Invalidates rows that were read
    /// before.
    void tidy();

    /// Rows of the screen that changed since setClean; all of them after scrolling.
    [[nodiscard]] bool isDirty(int row) const
    {
        return m_allDirty || m_dirty[std::size_t(row)] != 0;
    }
    void setClean();

private:
    static constexpr int kNowhere = -2;
    struct LastPut {
        int row = kNowhere; ///< kNowhere: the cursor has moved since; -1: the history's last row
        int column = 0;
        int width = 0;
    };

    void touch(int row);
    void pushRows(int count);
    [[nodiscard]] CellPosition reflow(int columns, int rows, CellPosition cursor);

    TextPool m_pool;
    std::size_t m_poolLimit;
    History m_history;
    Grid m_primary;
    Grid m_alternate;
    Grid *m_grid = &m_primary;
    CellPosition m_primaryCursor;
    CellStyle m_pen;
    quint32 m_penStyle = 0;
    quint32 m_blankStyle = 0;
    LastPut m_last;
    std::vector<char> m_dirty; ///< one flag per row
    bool m_allDirty = true;
};

} // namespace hydra
