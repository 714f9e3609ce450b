// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/text.h"

#include <algorithm>

namespace hydra {
namespace {

QString textOf(const TextPool &pool, const Cell &cell)
{
    if (cell.isTail())
        return {};
    if (cell.isEmpty())
        return QStringLiteral(" ");
    const std::u32string_view text = pool.text(cell);
    return QString::fromUcs4(text.data(), qsizetype(text.size()));
}

QString textOf(const TextPool &pool, std::span<const Cell> cells, std::pair<int, int> columns)
{
    QString text;
    const int end = std::min(columns.second, int(cells.size()));
    for (int column = columns.first; column < end; ++column)
        text += textOf(pool, cells[std::size_t(column)]);
    return text;
}

void trimEnd(QString &text)
{
    qsizetype size = text.size();
    while (size > 0 && text[size - 1] == u' ')
        --size;
    text.truncate(size);
}

bool isWordPart(QChar unit)
{
    return unit.isLetterOrNumber() || unit.isSurrogate() || unit.isMark() ||
           QStringLiteral("_-./~:@%+#?&=,").contains(unit);
}

qsizetype unitAt(const LineText &line, TerminalPosition at)
{
    const auto behind = std::upper_bound(line.places.begin(), line.places.end(), at);
    return std::max<qsizetype>(behind - line.places.begin() - 1, 0);
}

} // namespace

bool TerminalSelection::contains(TerminalPosition at) const
{
    if (isBlock)
        return at.row >= begin.row && at.row <= end.row &&
               at.column >= std::min(begin.column, end.column) &&
               at.column < std::max(begin.column, end.column);
    return at >= begin && at < end;
}

std::pair<int, int> TerminalSelection::columnsOf(qint64 row, int columns) const
{
    if (row < begin.row || row > end.row)
        return {0, 0};
    if (isBlock)
        return std::minmax(begin.column, end.column);
    return {row == begin.row ? begin.column : 0, row == end.row ? end.column : columns};
}

QString selectedText(const TerminalSurface &surface, const TerminalSelection &selection)
{
    QString text;
    QString line;
    const qint64 last = std::min(selection.end.row, surface.endRow() - 1);
    for (qint64 row = std::max(selection.begin.row, surface.firstRow()); row <= last; ++row) {
        const History::Row content = surface.row(row);
        line += textOf(surface.pool(), content.cells, selection.columnsOf(row, surface.columns()));
        if (content.isWrapped && !selection.isBlock && row < last)
            continue;
        trimEnd(line);
        text += line;
        line.clear();
        if (row < last)
            text += u'\n';
    }
    return text;
}

TerminalSelection wholeText(const TerminalSurface &surface)
{
    qint64 last = surface.endRow() - 1;
    while (last > surface.firstRow() && surface.row(last).cells.empty())
        --last;
    return {{surface.firstRow(), 0}, {last, surface.columns()}, false};
}

qint64 firstRowOfLine(const TerminalSurface &surface, qint64 row)
{
    while (row > surface.firstRow() && surface.row(row - 1).isWrapped)
        --row;
    return row;
}

LineText lineFrom(const TerminalSurface &surface, qint64 row)
{
    LineText line;
    bool isWrapped = true;
    int end = 0;
    for (line.nextRow = row; isWrapped && line.nextRow < surface.endRow(); ++line.nextRow) {
        const History::Row content = surface.row(line.nextRow);
        for (std::size_t column = 0; column < content.cells.size(); ++column) {
            line.text += textOf(surface.pool(), content.cells[column]);
            line.places.resize(std::size_t(line.text.size()), {line.nextRow, int(column)});
        }
        isWrapped = content.isWrapped;
        end = int(content.cells.size());
    }
    line.places.push_back({line.nextRow - 1, end});
    return line;
}

TerminalSelection wordAt(const TerminalSurface &surface, TerminalPosition at)
{
    const LineText line = lineFrom(surface, firstRowOfLine(surface, at.row));
    qsizetype first = unitAt(line, at);
    if (first >= line.text.size() || !isWordPart(line.text[first]))
        return {at, {at.row, at.column + 1}, false};
    qsizetype last = first;
    while (first > 0 && isWordPart(line.text[first - 1]))
        --first;
    while (last < line.text.size() && isWordPart(line.text[last]))
        ++last;
    TerminalPosition end = line.places[std::size_t(last)];
    if (end.column == 0) // the next row's start: use the end of the row before
        end = {end.row - 1, surface.columns()};
    return {line.places[std::size_t(first)], end, false};
}

TerminalSelection lineAt(const TerminalSurface &surface, TerminalPosition at)
{
    const qint64 first = firstRowOfLine(surface, at.row);
    qint64 last = first;
    while (last + 1 < surface.endRow() && surface.row(last).isWrapped)
        ++last;
    return {{first, 0}, {last, surface.columns()}, false};
}

} // namespace hydra
