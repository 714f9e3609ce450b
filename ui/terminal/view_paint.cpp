// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/view.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace hydra {

void TerminalView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const int height = m_renderer.cellHeight();
    for (int place = 0; place < m_surface.rows(); ++place) {
        const QRect rect(0, place * height, viewport()->width(), height);
        if (m_topRow + place < m_surface.endRow() && event->region().intersects(rect))
            m_renderer.paintRow(painter, m_surface.pool(), rowPaint(m_topRow + place));
    }
    const int below = m_surface.rows() * height;
    painter.fillRect(0, below, viewport()->width(), viewport()->height() - below,
                     m_surface.isReversed() ? m_renderer.colors().foreground
                                            : m_renderer.colors().background);
    const TerminalPosition cursor = m_surface.cursor();
    if (!m_preedit.isEmpty())
        m_renderer.paintPreedit(painter, m_preedit, cursor.column, rowRect(cursor.row).y());
}

TerminalRenderer::RowPaint TerminalView::rowPaint(qint64 row) const
{
    TerminalRenderer::RowPaint paint;
    paint.cells = m_surface.row(row).cells;
    paint.width = viewport()->width();
    paint.y = rowRect(row).y();
    paint.isReversed = m_surface.isReversed();
    addMatches(row, paint.highlights);
    if (!m_gesture.isEmpty()) {
        const auto [begin, end] = m_gesture.selection().columnsOf(row, m_surface.columns());
        if (begin < end)
            paint.highlights.push_back({begin, end, m_renderer.colors().selection});
    }
    paint.cursor = cursorPaint(row);
    return paint;
}

CursorPaint TerminalView::cursorPaint(qint64 row) const
{
    const TerminalPosition cursor = m_surface.cursor();
    const CursorLook look = m_surface.cursorLook();
    if (cursor.row != row || !look.isVisible || m_isReadOnly)
        return {};
    return {cursor.column, look.shape, !hasFocus()};
}

void TerminalView::addMatches(qint64 row, std::vector<Highlight> &highlights) const
{
    if (!m_search.isActive())
        return;
    const std::vector<TerminalSelection> &matches = m_search.matches();
    auto match =
        std::partition_point(matches.begin(), matches.end(),
                             [row](const TerminalSelection &each) { return each.end.row < row; });
    for (; match != matches.end() && match->begin.row <= row; ++match) {
        const auto [begin, end] = match->columnsOf(row, m_surface.columns());
        if (begin < end)
            highlights.push_back({begin, end, m_renderer.colors().findMatch});
    }
}

QRect TerminalView::rowRect(qint64 row) const
{
    return {0, int(row - m_topRow) * m_renderer.cellHeight(), viewport()->width(),
            m_renderer.cellHeight()};
}

} // namespace hydra
