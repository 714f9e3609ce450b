// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/history.h"

#include "ui/terminal/layout.h"

#include <algorithm>
#include <utility>

namespace hydra {
namespace {
constexpr std::size_t kMaxLine = 32 * 1024; // in cells; longer lines are split
} // namespace

History::History(const ScrollbackLimits &limits, int columns, TextPool &pool)
    : m_pool(pool), m_scrollback({std::max(limits.lines - 1, 0), limits.bytes}, columns),
      m_columns(columns)
{
}

void History::pushRow(std::span<const Cell> cells, bool isWrapped)
{
    packOpenLine();
    m_open.insert(m_open.end(), cells.begin(), cells.end());
    ++m_openRows;
    m_isOpenComplete = !isWrapped || m_open.size() >= kMaxLine;
}

void History::reopen()
{
    if (m_open.size() < kMaxLine)
        m_isOpenComplete = false;
}

// Packs when the next row arrives; packing at once would make `reopen` unpack the line for each
// row.
void History::packOpenLine()
{
    forgetCaches();
    if (m_openRows == 0 || !m_isOpenComplete)
        return;
    m_scrollback.append(m_open, m_pool);
    m_open.clear();
    m_openRows = 0;
}

std::vector<Cell> History::takeOpenLine()
{
    packOpenLine();
    m_openRows = 0;
    return std::exchange(m_open, {});
}

bool History::takeLastLine(std::vector<Cell> &cells)
{
    packOpenLine();
    return m_scrollback.takeLast(m_pool, cells);
}

void History::setColumns(int columns)
{
    forgetCaches();
    m_columns = columns;
    m_scrollback.setColumns(columns);
    m_openRows = m_openRows == 0 ? 0 : rowsOf(m_open, columns);
}

void History::clear()
{
    forgetCaches();
    m_scrollback.clear();
    m_open.clear();
    m_openRows = 0;
}

qint64 History::memory() const
{
    return m_scrollback.memory() +
           qint64((m_open.capacity() + m_cachedLine.capacity()) * sizeof(Cell));
}

History::Row History::row(qint64 row) const
{
    if (row >= m_scrollback.rowCount()) {
        Row open = part(m_open, m_scrollback.rowCount(), row);
        open.isWrapped = open.isWrapped || !m_isOpenComplete;
        return open;
    }
    const Scrollback::Place place = m_scrollback.find(row);
    if (m_cachedRow != place.firstRow) {
        m_cachedLine.clear();
        m_scrollback.read(place, m_pool, m_cachedLine);
        m_cachedRow = place.firstRow;
    }
    return part(m_cachedLine, place.firstRow, row);
}

// Caches the last position, since rows are mostly read in order and a line may have thousands of
// them.
History::Row History::part(std::span<const Cell> line, qint64 firstRow, qint64 row) const
{
    const std::size_t columns = std::size_t(m_columns);
    if (m_part.firstRow != firstRow || m_part.row > row)
        m_part = {firstRow, firstRow, 0};
    for (; m_part.row < row; ++m_part.row)
        m_part.start += rowLength(line, m_part.start, columns);
    const std::size_t length = rowLength(line, m_part.start, columns);
    return {line.subspan(m_part.start, length), m_part.start + length < line.size()};
}

void History::forgetCaches() const
{
    m_cachedRow = -1;
    m_part = {};
}

} // namespace hydra
