// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/colors.h"
#include "ui/terminal/surface.h"

#include <QFont>
#include <QHash>
#include <QPainter>
#include <QRawFont>
#include <QRect>

#include <array>
#include <vector>

namespace hydra {

/// Cells of a row that get another background.
struct Highlight {
    int begin = 0; ///< column
    int end = 0;
    QColor background;
};

struct CursorPaint {
    int column = -1; ///< -1: the cursor is not in this row
    CursorLook::Shape shape = CursorLook::Shape::Block;
    bool isHollow = false;
};

/// Paints rows of cells in a monospace font. Common characters are drawn as glyphs at their cells,
/// without shaping; clusters and characters missing from the font use Qt's text layout. Cells have
/// integral device-independent sizes, so that edges are sharp at any scale.
class TerminalRenderer
{
public:
    TerminalRenderer(const QFont &font, const TerminalColors &colors);

    void setFont(const QFont &font);
    void setColors(const TerminalColors &colors) { m_colors = colors; }
    [[nodiscard]] const QFont &font() const { return m_fonts[0].font; }
    [[nodiscard]] const TerminalColors &colors() const { return m_colors; }
    [[nodiscard]] int cellWidth() const { return m_cellWidth; }
    [[nodiscard]] int cellHeight() const { return m_cellHeight; }

    struct RowPaint {
        std::span<const Cell> cells;
        int width = 0; ///< the row's, in pixels
        int y = 0;
        bool isReversed = false;
        std::vector<Highlight> highlights; ///< later ones take precedence
        CursorPaint cursor;
    };
    void paintRow(QPainter &painter, const TextPool &pool, const RowPaint &row);
    /// Paints an input method's uncommitted TEXT from COLUMN on, underlined.
    void paintPreedit(QPainter &painter, const QString &text, int column, int y) const;

private:
    struct Face {
        QFont font;
        QRawFont raw;
        std::array<quint32, 128> ascii = {};
        QHash<char32_t, quint32> others; ///< glyph index; 0: missing from the font
    };
    struct Run {
        std::span<const Cell> cells;
        int column = 0;
        int y = 0;
        CellPaint paint;
        quint16 attributes = 0;
    };

    [[nodiscard]] static quint32 glyphOf(Face &face, char32_t point);
    [[nodiscard]] CellPaint paintAt(const TextPool &pool, const RowPaint &row, int column) const;
    void paintRun(QPainter &painter, const TextPool &pool, const Run &run);
    void paintGlyphs(QPainter &painter, const TextPool &pool, const Run &run, Face &face);
    void paintLines(QPainter &painter, const Run &run) const;
    void paintCursor(QPainter &painter, const TextPool &pool, const RowPaint &row);

    TerminalColors m_colors;
    std::array<Face, 4> m_fonts; ///< regular, bold, italic, bold italic
    int m_cellWidth = 1;
    int m_cellHeight = 1;
    int m_ascent = 0;
};

} // namespace hydra
