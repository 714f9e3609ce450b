// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/line_codec.h"

#include "ui/terminal/code_points.h"

namespace hydra::line_codec {
namespace {

constexpr quint8 kWideMark = 1;
constexpr quint8 kEmptyMark = 2;
constexpr quint8 kJoinMark = 3;
constexpr quint8 kHasWide = 1;
constexpr quint8 kHasStyles = 2;

void putNumber(std::vector<quint8> &out, quint32 value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(quint8(value | 0x80));
    out.push_back(quint8(value));
}

quint32 takeNumber(const quint8 *&at)
{
    quint32 value = 0;
    for (int shift = 0;; shift += 7) {
        const quint8 byte = *at++;
        value |= quint32(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
}

// Encodes ASCII, which most text is, without looking it up in the pool.
bool putText(std::span<const Cell> cells, const TextPool &pool, std::vector<quint8> &out)
{
    bool hasWide = false;
    for (const Cell &cell : cells) {
        if (cell.text < 0x80) {
            out.push_back(cell.text == 0 ? kEmptyMark : quint8(cell.text));
            continue;
        }
        if (cell.isTail())
            continue;
        if (cell.isWide())
            out.push_back(kWideMark);
        hasWide = hasWide || cell.isWide();
        const std::u32string_view points = pool.text(cell);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (i > 0)
                out.push_back(kJoinMark);
            appendUtf8(out, points[i]);
        }
    }
    return hasWide;
}

bool putRuns(std::span<const Cell> cells, std::span<const quint16> localStyles,
             std::vector<quint8> &out)
{
    bool hasStyles = false;
    for (std::size_t first = 0, last = 0; first < cells.size(); first = last) {
        const quint32 style = cells[first].style;
        while (last < cells.size() && cells[last].style == style)
            ++last;
        putNumber(out, quint32(last - first));
        putNumber(out, localStyles[style]);
        hasStyles = hasStyles || style != 0;
    }
    return hasStyles;
}

void takeText(const quint8 *at, const quint8 *end, TextPool &pool, std::vector<Cell> &cells)
{
    while (at < end) {
        const bool wide = *at == kWideMark;
        at += wide ? 1 : 0;
        const char32_t point = takeUtf8(at);
        cells.push_back({point == kEmptyMark ? 0 : quint32(point) | (wide ? Cell::kWide : 0), 0});
        while (at < end && *at == kJoinMark)
            cells.back() = pool.withMark(cells.back(), takeUtf8(++at));
        if (wide)
            cells.push_back({Cell::kTail, 0});
    }
}

} // namespace

void encode(std::span<const Cell> cells, const TextPool &pool, std::span<const quint16> localStyles,
            std::vector<quint8> &out)
{
    std::vector<quint8> text;
    text.reserve(cells.size() * 2);
    const bool hasWide = putText(cells, pool, text);
    const std::size_t textBytes = text.size();
    const bool hasStyles = putRuns(cells, localStyles, text);
    out.push_back(quint8((hasWide ? kHasWide : 0) | (hasStyles ? kHasStyles : 0)));
    putNumber(out, quint32(cells.size()));
    putNumber(out, quint32(textBytes));
    out.insert(out.end(), text.begin(),
               hasStyles ? text.end() : text.begin() + qsizetype(textBytes));
}

Header readHeader(const quint8 *line)
{
    const quint8 *at = line;
    Header header;
    const quint8 flags = *at++;
    header.hasWide = (flags & kHasWide) != 0;
    header.hasStyles = (flags & kHasStyles) != 0;
    header.cells = takeNumber(at);
    header.textBytes = takeNumber(at);
    header.size = quint32(at - line);
    return header;
}

void decode(const quint8 *line, std::span<const CellStyle> table, TextPool &pool,
            std::vector<Cell> &cells)
{
    const Header header = readHeader(line);
    const std::size_t first = cells.size();
    const quint8 *at = line + header.size + header.textBytes;
    takeText(line + header.size, at, pool, cells);
    for (std::size_t cell = first; header.hasStyles && cell < cells.size();) {
        const quint32 count = takeNumber(at);
        const quint32 style = pool.styleIndex(table[takeNumber(at)]);
        for (const std::size_t end = cell + count; cell < end; ++cell)
            cells[cell].style = style;
    }
}

int countRows(const quint8 *line, int columns)
{
    const Header header = readHeader(line);
    if (!header.hasWide || header.cells <= quint32(columns))
        return header.cells == 0 ? 1 : int((header.cells - 1) / quint32(columns)) + 1;
    int rows = 1;
    int column = 0;
    const quint8 *at = line + header.size;
    for (const quint8 *end = at + header.textBytes; at < end;) {
        const int width = *at == kWideMark ? 2 : *at == kJoinMark ? 0 : 1;
        at += width == 1 ? 0 : 1;
        at += *at < 0x80 ? 1 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
        rows += column + width > columns ? 1 : 0;
        column = column + width > columns ? width : column + width;
    }
    return rows;
}

} // namespace hydra::line_codec
