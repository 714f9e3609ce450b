// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/screen.h"

#include "ui/terminal/reflow.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace hydra {
namespace {
constexpr std::size_t kPoolLimit = 1 << 15;
} // namespace

Screen::Screen(int columns, int rows, const ScrollbackLimits &limits)
    : m_poolLimit(kPoolLimit), m_history(limits, columns, m_pool), m_primary(columns, rows),
      m_alternate(columns, rows), m_dirty(std::size_t(rows))
{
}

qint64 Screen::firstRow() const
{
    return isAlternate() ? screenTop() : m_history.droppedRows();
}

qint64 Screen::screenTop() const
{
    return m_history.droppedRows() + m_history.rowCount();
}

History::Row Screen::row(qint64 row) const
{
    // Rows may have been dropped since the caller got ROW.
    row = std::max(row, m_history.droppedRows());
    if (row < screenTop())
        return m_history.row(row - m_history.droppedRows());
    const int place = int(row - screenTop());
    return {m_grid->usedPart(place), m_grid->isWrapped(place)};
}

void Screen::put(CellPosition at, char32_t point, int width)
{
    if (width < 1)
        return mark(point);
    if (at.column == 0 && at.row == m_last.row + 1 &&
        m_last.column + m_last.width + width > columns())
        m_last.row >= 0 ? m_grid->setWrapped(m_last.row, true) : m_history.reopen();
    m_grid->put(at.row, at.column, point, std::min(width, 2), m_penStyle);
    m_last = {at.row, at.column, std::min(width, 2)};
    touch(at.row);
}

void Screen::mark(char32_t mark)
{
    if (m_last.row < 0 || m_last.row >= rows() || m_last.column + m_last.width > columns())
        return;
    const Cell &cell = m_grid->row(m_last.row)[std::size_t(m_last.column)];
    m_grid->replace(m_last.row, m_last.column, m_pool.withMark(cell, mark));
    touch(m_last.row);
}

// A wrap is recognised by the next character's position, so every other movement must clear m_last.
void Screen::cursorMoved(CellPosition to)
{
    const int behind = m_last.column + m_last.width;
    const int natural = behind < columns() ? behind : m_last.column; // in the last column it stays
    if (to.row != m_last.row || to.column != natural)
        m_last.row = kNowhere;
}

void Screen::scroll(const CellRect &rect, int down, int right)
{
    const bool wholeRows = rect.left <= 0 && rect.right >= columns();
    const bool isPushed = down > 0 && rect.top == 0 && wholeRows && !isAlternate();
    const int lowest = isPushed ? -1 : rect.top;
    if (isPushed)
        pushRows(std::min(down, std::min(rect.bottom, rows())));
    m_grid->scroll(rect, down, right, m_blankStyle);
    if (m_last.row >= rect.top && m_last.row < rect.bottom)
        m_last.row = right == 0 && m_last.row - down >= lowest ? m_last.row - down : kNowhere;
    if (down != 0)
        m_allDirty = true;
    for (int row = std::max(rect.top, 0); row < std::min(rect.bottom, rows()); ++row)
        touch(row);
}

void Screen::pushRows(int count)
{
    for (int row = 0; row < count; ++row) {
        const bool isWrapped = m_grid->isWrapped(row);
        m_history.pushRow(isWrapped ? wrappedPart(m_grid->row(row)) : m_grid->usedPart(row),
                          isWrapped);
    }
}

void Screen::erase(const CellRect &rect)
{
    m_grid->erase(rect, m_blankStyle);
    if (m_last.row >= rect.top && m_last.row < rect.bottom)
        m_last.row =
            m_last.column >= rect.left && m_last.column < rect.right ? kNowhere : m_last.row;
    for (int row = std::max(rect.top, 0); row < std::min(rect.bottom, rows()); ++row)
        touch(row);
}

void Screen::setPen(const CellStyle &pen)
{
    const bool isBlankNew = pen.background != m_pen.background;
    m_pen = pen;
    m_penStyle = m_pool.styleIndex(pen);
    if (isBlankNew)
        m_blankStyle = m_pool.styleIndex({{}, pen.background, 0});
}

void Screen::setAlternate(bool alternate, CellPosition cursor)
{
    if (alternate == isAlternate())
        return;
    if (alternate)
        m_primaryCursor = cursor;
    m_grid = alternate ? &m_alternate : &m_primary;
    m_last.row = kNowhere;
    m_allDirty = true;
}

void Screen::clearHistory()
{
    m_history.clear();
    m_allDirty = true;
}

CellPosition Screen::resize(int columns, int rows, CellPosition cursor)
{
    if (cursor.row == m_last.row && m_last.column + m_last.width >= this->columns())
        cursor.column = this->columns();
    m_last.row = kNowhere;
    m_allDirty = true;
    m_dirty.assign(std::size_t(rows), true);
    m_alternate.resize(columns, rows);
    const CellPosition primary = reflow(columns, rows, isAlternate() ? m_primaryCursor : cursor);
    if (!isAlternate())
        return primary;
    m_primaryCursor = primary;
    return {std::min(cursor.row, rows - 1), std::min(cursor.column, columns - 1)};
}

CellPosition Screen::reflow(int columns, int rows, CellPosition cursor)
{
    Reflow text(m_primary, cursor, m_history.takeOpenLine());
    m_history.setColumns(columns);
    if (text.fillsScreen()) {
        std::vector<Cell> line;
        while (text.rowCount(columns) < rows && m_history.takeLastLine(line))
            text.prepend(std::exchange(line, {}));
    }
    Reflow::Result result = text.wrap(columns, rows);
    for (const Reflow::Row &row : std::span(result.rows).first(std::size_t(result.surplus)))
        m_history.pushRow(row.cells, row.isWrapped);
    m_primary = Grid(columns, rows);
    for (int row = 0; row < rows && std::size_t(result.surplus + row) < result.rows.size(); ++row) {
        const Reflow::Row &source = result.rows[std::size_t(result.surplus + row)];
        m_primary.setRow(row, source.cells, source.isWrapped && row + 1 < rows);
    }
    return result.cursor;
}

void Screen::tidy()
{
    if (m_pool.size() <= m_poolLimit)
        return;
    TextPool fresh;
    const auto move = [&](Cell &cell) { cell = fresh.adopt(cell, m_pool); };
    m_primary.forEachCell(move);
    m_alternate.forEachCell(move);
    m_history.changePool(move);
    m_pool = std::move(fresh);
    m_poolLimit = std::max(kPoolLimit, 2 * m_pool.size());
    m_penStyle = m_pool.styleIndex(m_pen);
    m_blankStyle = m_pool.styleIndex({{}, m_pen.background, 0});
}

void Screen::setClean()
{
    m_allDirty = false;
    m_dirty.assign(m_dirty.size(), false);
}

void Screen::touch(int row)
{
    if (row >= 0 && row < rows())
        m_dirty[std::size_t(row)] = true;
}

} // namespace hydra
