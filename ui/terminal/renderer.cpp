// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/renderer.h"

#include <QFontMetricsF>
#include <QGlyphRun>

#include <algorithm>
#include <cmath>

namespace hydra {

TerminalRenderer::TerminalRenderer(const QFont &font, const TerminalColors &colors)
    : m_colors(colors)
{
    setFont(font);
}

void TerminalRenderer::setFont(const QFont &font)
{
    for (std::size_t i = 0; i < m_fonts.size(); ++i) {
        Face &face = m_fonts[i];
        face.font = font;
        face.font.setBold((i & 1) != 0);
        face.font.setItalic((i & 2) != 0);
        face.font.setKerning(false);
        face.raw = QRawFont::fromFont(face.font);
        face.others.clear();
        face.ascii.fill(0);
        for (char32_t point = 0x21; point < 0x7f; ++point)
            face.ascii[point] =
                face.raw.glyphIndexesForString(QString(QChar(char16_t(point)))).value(0);
    }
    const QFontMetricsF metrics(m_fonts[0].font);
    m_cellWidth = std::max(1, int(std::lround(metrics.horizontalAdvance(u'M'))));
    m_cellHeight = std::max(1, int(std::ceil(metrics.height())));
    m_ascent = int(std::lround(metrics.ascent()));
}

quint32 TerminalRenderer::glyphOf(Face &face, char32_t point)
{
    if (point < face.ascii.size())
        return face.ascii[point];
    const auto known = face.others.constFind(point);
    if (known != face.others.constEnd())
        return *known;
    const QString text = QString::fromUcs4(&point, 1);
    const quint32 glyph =
        face.raw.supportsCharacter(point) ? face.raw.glyphIndexesForString(text).value(0) : 0;
    face.others.insert(point, glyph);
    return glyph;
}

CellPaint TerminalRenderer::paintAt(const TextPool &pool, const RowPaint &row, int column) const
{
    const bool isCell = std::size_t(column) < row.cells.size();
    CellStyle style = isCell ? pool.style(row.cells[std::size_t(column)].style) : CellStyle();
    const auto highlight = std::find_if(
        row.highlights.rbegin(), row.highlights.rend(), [column](const Highlight &candidate) {
            return column >= candidate.begin && column < candidate.end;
        });
    const bool isHighlighted = highlight != row.highlights.rend();
    // A highlight replaces the background, so the text must not be reversed into it.
    if (isHighlighted)
        style.attributes &= quint16(~CellStyle::Reverse);
    CellPaint paint = paintOf(style, m_colors, row.isReversed && !isHighlighted);
    if (isHighlighted)
        paint.background = highlight->background;
    return paint;
}

void TerminalRenderer::paintRow(QPainter &painter, const TextPool &pool, const RowPaint &row)
{
    const QColor blank = row.isReversed ? m_colors.foreground : m_colors.background;
    painter.fillRect(0, row.y, row.width, m_cellHeight, blank);
    for (const Highlight &highlight : row.highlights)
        painter.fillRect(QRect(highlight.begin * m_cellWidth, row.y,
                               (highlight.end - highlight.begin) * m_cellWidth, m_cellHeight) &
                             QRect(0, row.y, row.width, m_cellHeight),
                         highlight.background);
    const int count = int(row.cells.size());
    for (int first = 0, last = 0; first < count; first = last) {
        const quint32 style = row.cells[std::size_t(first)].style;
        const CellPaint paint = paintAt(pool, row, first);
        for (last = first + 1; last < count && row.cells[std::size_t(last)].style == style; ++last)
            if (!row.highlights.empty() && paintAt(pool, row, last) != paint)
                break;
        const Run run{row.cells.subspan(std::size_t(first), std::size_t(last - first)), first,
                      row.y, paint, pool.style(style).attributes};
        if (paint.background != blank)
            painter.fillRect(first * m_cellWidth, row.y, (last - first) * m_cellWidth, m_cellHeight,
                             paint.background);
        paintRun(painter, pool, run);
    }
    if (row.cursor.column >= 0)
        paintCursor(painter, pool, row);
}

void TerminalRenderer::paintRun(QPainter &painter, const TextPool &pool, const Run &run)
{
    const std::size_t face = ((run.attributes & CellStyle::Bold) != 0 ? 1u : 0u) |
                             ((run.attributes & CellStyle::Italic) != 0 ? 2u : 0u);
    painter.setPen(run.paint.foreground);
    paintGlyphs(painter, pool, run, m_fonts[face]);
    if ((run.attributes & (CellStyle::AnyUnderline | CellStyle::Strike)) != 0)
        paintLines(painter, run);
}

void TerminalRenderer::paintGlyphs(QPainter &painter, const TextPool &pool, const Run &run,
                                   Face &face)
{
    QList<quint32> glyphs;
    QList<QPointF> places;
    for (std::size_t i = 0; i < run.cells.size(); ++i) {
        const Cell &cell = run.cells[i];
        if (cell.isEmpty() || cell.isTail() || cell.text == u' ')
            continue;
        const QPointF place((run.column + int(i)) * m_cellWidth, run.y + m_ascent);
        const quint32 glyph = cell.isCluster() ? 0 : glyphOf(face, cell.value());
        if (glyph != 0) {
            glyphs += glyph;
            places += place;
            continue;
        }
        const std::u32string_view text = pool.text(cell);
        painter.setFont(face.font);
        painter.drawText(place, QString::fromUcs4(text.data(), qsizetype(text.size())));
    }
    if (glyphs.isEmpty())
        return;
    QGlyphRun shapes;
    shapes.setRawFont(face.raw);
    shapes.setGlyphIndexes(glyphs);
    shapes.setPositions(places);
    painter.drawGlyphRun({}, shapes);
}

void TerminalRenderer::paintLines(QPainter &painter, const Run &run) const
{
    const int left = run.column * m_cellWidth;
    const int width = int(run.cells.size()) * m_cellWidth;
    const int under = run.y + std::min(m_ascent + 2, m_cellHeight - 1);
    if ((run.attributes & CellStyle::AnyUnderline) != 0)
        painter.fillRect(left, under, width, 1, run.paint.foreground);
    if ((run.attributes & CellStyle::DoubleUnderline) != 0)
        painter.fillRect(left, under - 2, width, 1, run.paint.foreground);
    if ((run.attributes & CellStyle::CurlyUnderline) != 0)
        for (int x = 0; x < width; x += 4)
            painter.fillRect(left + x, under - 1, 2, 1, run.paint.foreground);
    if ((run.attributes & CellStyle::Strike) != 0)
        painter.fillRect(left, run.y + m_ascent * 2 / 3, width, 1, run.paint.foreground);
}

void TerminalRenderer::paintCursor(QPainter &painter, const TextPool &pool, const RowPaint &row)
{
    const std::size_t column = std::size_t(row.cursor.column);
    const Cell cell = column < row.cells.size() ? row.cells[column] : Cell{};
    const QRect place(row.cursor.column * m_cellWidth, row.y, m_cellWidth * (cell.isWide() ? 2 : 1),
                      m_cellHeight);
    if (row.cursor.isHollow) {
        painter.setPen(m_colors.cursor);
        return painter.drawRect(place.adjusted(0, 0, -1, -1));
    }
    if (row.cursor.shape == CursorLook::Shape::Bar)
        return painter.fillRect(place.x(), place.y(), 2, m_cellHeight, m_colors.cursor);
    if (row.cursor.shape == CursorLook::Shape::Underline)
        return painter.fillRect(place.x(), place.bottom() - 1, place.width(), 2, m_colors.cursor);
    painter.fillRect(place, m_colors.cursor);
    const CellPaint paint{m_colors.background, m_colors.cursor};
    paintRun(painter, pool,
             {{&cell, 1}, row.cursor.column, row.y, paint, pool.style(cell.style).attributes});
}

void TerminalRenderer::paintPreedit(QPainter &painter, const QString &text, int column, int y) const
{
    QFont font = m_fonts[0].font;
    font.setUnderline(true);
    painter.setFont(font);
    const QRect place(column * m_cellWidth, y,
                      int(std::ceil(QFontMetricsF(font).horizontalAdvance(text))), m_cellHeight);
    painter.fillRect(place, m_colors.background);
    painter.setPen(m_colors.foreground);
    painter.drawText(QPoint(place.x(), y + m_ascent), text);
}

} // namespace hydra
