// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/pen.h"

#include <algorithm>
#include <array>

namespace hydra {
namespace {

using Parameters = std::span<const CsiParameter>;

/// The length of a parameter with its colon-separated subparameters.
std::size_t groupLength(Parameters parameters)
{
    std::size_t length = 1;
    while (length < parameters.size() && parameters[length - 1].hasMore)
        ++length;
    return length;
}

quint8 byteOf(const CsiParameter &parameter)
{
    return quint8(std::clamp(parameter.orElse(0), 0, 255));
}

struct ColorReading {
    CellColor color;
    bool isColor = false;
    std::size_t length = 0; ///< number of parameters read, including 38, 48 or 58
};

// Reads 38:5:n, 38:2:r:g:b and 38:2:colourspace:r:g:b.
ColorReading readColonColor(Parameters group)
{
    ColorReading reading{{}, false, group.size()};
    if (group.size() >= 3 && group[1].value == 5) {
        reading.color = CellColor::indexed(byteOf(group[2]));
        reading.isColor = true;
    } else if (group.size() >= 5 && group[1].value == 2) {
        const Parameters rgb = group.subspan(group.size() == 5 ? 2 : 3);
        reading.color = CellColor::rgb(byteOf(rgb[0]), byteOf(rgb[1]), byteOf(rgb[2]));
        reading.isColor = rgb.size() >= 3;
    }
    return reading;
}

// Reads 38;5;n and 38;2;r;g;b.
ColorReading readColor(Parameters rest)
{
    if (rest[0].hasMore)
        return readColonColor(rest.first(groupLength(rest)));
    if (rest.size() >= 3 && rest[1].value == 5)
        return {CellColor::indexed(byteOf(rest[2])), true, 3};
    if (rest.size() >= 5 && rest[1].value == 2)
        return {CellColor::rgb(byteOf(rest[2]), byteOf(rest[3]), byteOf(rest[4])), true, 5};
    return {{}, false, rest.size()};
}

quint16 underlineOf(Parameters group)
{
    if (group.size() < 2)
        return CellStyle::Underline;
    static constexpr std::array<quint16, 4> kinds = {
        0, CellStyle::Underline, CellStyle::DoubleUnderline, CellStyle::CurlyUnderline};
    const int kind = group[1].orElse(1);
    return kind >= 0 && kind < 4 ? kinds[std::size_t(kind)] : quint16(CellStyle::Underline);
}

struct AttributeChange {
    quint16 cleared = 0;
    quint16 set = 0;
};

AttributeChange attributeChange(Parameters group)
{
    switch (group[0].orElse(0)) {
    case 0:
        return {0xffff, 0};
    case 1:
        return {0, CellStyle::Bold};
    case 2:
        return {0, CellStyle::Faint};
    case 3:
        return {0, CellStyle::Italic};
    case 4:
        return {CellStyle::AnyUnderline, underlineOf(group)};
    case 7:
        return {0, CellStyle::Reverse};
    case 8:
        return {0, CellStyle::Conceal};
    case 9:
        return {0, CellStyle::Strike};
    case 21:
        return {CellStyle::AnyUnderline, CellStyle::DoubleUnderline};
    case 22:
        return {CellStyle::Bold | CellStyle::Faint, 0};
    case 23:
        return {CellStyle::Italic, 0};
    case 24:
        return {CellStyle::AnyUnderline, 0};
    case 27:
        return {CellStyle::Reverse, 0};
    case 28:
        return {CellStyle::Conceal, 0};
    case 29:
        return {CellStyle::Strike, 0};
    default:
        return {};
    }
}

void applyPlainColor(CellStyle &style, int code)
{
    if (code == 0 || code == 39)
        style.foreground = {};
    if (code == 0 || code == 49)
        style.background = {};
    if (code >= 30 && code <= 37)
        style.foreground = CellColor::indexed(quint8(code - 30));
    else if (code >= 40 && code <= 47)
        style.background = CellColor::indexed(quint8(code - 40));
    else if (code >= 90 && code <= 97)
        style.foreground = CellColor::indexed(quint8(code - 90 + 8));
    else if (code >= 100 && code <= 107)
        style.background = CellColor::indexed(quint8(code - 100 + 8));
}

std::size_t applyExtendedColor(CellStyle &style, Parameters rest)
{
    const ColorReading reading = readColor(rest);
    if (reading.isColor && rest[0].value == 38)
        style.foreground = reading.color;
    else if (reading.isColor && rest[0].value == 48)
        style.background = reading.color;
    return reading.length; // 58: underline colour, ignored; we underline in the text's colour
}

} // namespace

CellStyle applySgr(CellStyle style, Parameters parameters)
{
    if (parameters.empty())
        return {};
    while (!parameters.empty()) {
        const int code = parameters[0].orElse(0);
        if (code == 38 || code == 48 || code == 58) {
            parameters = parameters.subspan(applyExtendedColor(style, parameters));
            continue;
        }
        const Parameters group = parameters.first(groupLength(parameters));
        const AttributeChange change = attributeChange(group);
        style.attributes = quint16((style.attributes & ~change.cleared) | change.set);
        applyPlainColor(style, code);
        parameters = parameters.subspan(group.size());
    }
    return style;
}

} // namespace hydra
