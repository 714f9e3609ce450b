// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/surface.h"

#include <QStringList>

namespace hydra::test {

/// The rows of a screen, written with | between them.
inline QStringList lines(const char *text)
{
    return QString::fromUtf8(text).split(u'|');
}

/// A row as text; an empty cell is a dot, and the right half of a wide character is skipped.
inline QString rowText(const TerminalSurface &surface, qint64 row)
{
    QString text;
    const History::Row content = surface.row(row);
    for (const Cell &cell : content.cells) {
        const std::u32string_view points = surface.pool().text(cell);
        text += cell.isEmpty() ? QStringLiteral(".")
                               : QString::fromUcs4(points.data(), qsizetype(points.size()));
    }
    return text;
}

/// The rows from FROM to TO, without empty ones at the end.
inline QStringList rowTexts(const TerminalSurface &surface, qint64 from, qint64 to)
{
    QStringList rows;
    for (qint64 row = from; row < to; ++row)
        rows += rowText(surface, row);
    while (!rows.isEmpty() && rows.last().isEmpty())
        rows.removeLast();
    return rows;
}

inline QStringList screenTexts(const TerminalSurface &surface)
{
    return rowTexts(surface, surface.screenTop(), surface.endRow());
}

inline CellStyle styleAt(const TerminalSurface &surface, int row, int column)
{
    const History::Row content = surface.row(surface.screenTop() + row);
    return std::size_t(column) < content.cells.size()
               ? surface.pool().style(content.cells[std::size_t(column)].style)
               : CellStyle();
}

/// Everything visible: text, styles, wraps, cursor.
inline QStringList everything(const TerminalSurface &surface)
{
    QStringList all;
    for (qint64 row = surface.firstRow(); row < surface.endRow(); ++row) {
        QString line = rowText(surface, row);
        const History::Row content = surface.row(row);
        for (const Cell &cell : content.cells) {
            const CellStyle style = surface.pool().style(cell.style);
            line += QStringLiteral(" %1,%2,%3")
                        .arg(style.foreground.raw(), 0, 16)
                        .arg(style.background.raw(), 0, 16)
                        .arg(style.attributes);
        }
        all += line + (content.isWrapped ? QStringLiteral(" wrapped") : QString());
    }
    const TerminalPosition cursor = surface.cursor();
    all += QStringLiteral("cursor %1 %2 %3")
               .arg(cursor.row)
               .arg(cursor.column)
               .arg(surface.cursorLook().isVisible);
    return all + QStringList{surface.title()};
}

} // namespace hydra::test
