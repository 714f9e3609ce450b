// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/colors.h"

#include <utility>

namespace hydra {
namespace {

QColor resolve(CellColor color, const QColor &fallback, const TerminalColors &colors)
{
    switch (color.kind()) {
    case CellColor::Kind::Indexed:
        return indexedColor(color.index(), colors);
    case CellColor::Kind::Rgb:
        return QColor::fromRgb(color.rgbValue());
    case CellColor::Kind::Default:
        break;
    }
    return fallback;
}

// Bold brightens colours 0 to 7, as in the PC's text mode; programs that write bold white on white
// rely on it.
CellColor textColor(const CellStyle &style)
{
    const CellColor color = style.foreground;
    const bool brightens =
        style.has(CellStyle::Bold) && color.kind() == CellColor::Kind::Indexed && color.index() < 8;
    return brightens ? CellColor::indexed(quint8(color.index() + 8)) : color;
}

QColor between(const QColor &one, const QColor &other)
{
    return QColor((one.red() + other.red()) / 2, (one.green() + other.green()) / 2,
                  (one.blue() + other.blue()) / 2);
}

} // namespace

QColor indexedColor(int index, const TerminalColors &colors)
{
    if (index < 16)
        return colors.ansi[std::size_t(index)];
    if (index >= 232) {
        const int level = 8 + 10 * (index - 232);
        return QColor(level, level, level);
    }
    const auto level = [](int step) { return step == 0 ? 0 : 55 + 40 * step; };
    const int cube = index - 16;
    return QColor(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
}

CellPaint paintOf(const CellStyle &style, const TerminalColors &colors, bool isReversed)
{
    CellPaint paint{
        resolve(textColor(style), isReversed ? colors.background : colors.foreground, colors),
        resolve(style.background, isReversed ? colors.foreground : colors.background, colors)};
    if (style.has(CellStyle::Faint))
        paint.foreground = between(paint.foreground, paint.background);
    if (style.has(CellStyle::Reverse))
        std::swap(paint.foreground, paint.background);
    if (style.has(CellStyle::Conceal))
        paint.foreground = paint.background;
    return paint;
}

} // namespace hydra
