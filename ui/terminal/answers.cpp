// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/answers.h"

#include <array>
#include <utility>

namespace hydra {
namespace {

constexpr char kOsc[] = "\x1b]";
constexpr char kDcs[] = "\x1bP";
constexpr char kStringEnd[] = "\x1b\\";
constexpr int kTextColor = 10;
constexpr int kCursorColor = 12;

// Eight bits become sixteen by repetition.
QByteArray rgbText(const QColor &color)
{
    const auto part = [](int value) {
        const QByteArray digits = QByteArray::number(value, 16).rightJustified(2, '0');
        return digits + digits;
    };
    return "rgb:" + part(color.red()) + '/' + part(color.green()) + '/' + part(color.blue());
}

// Of xterm's dynamic colours; invalid for one that we have not.
QColor dynamicColor(int number, const TerminalColors &colors)
{
    switch (number) {
    case kTextColor:
        return colors.foreground;
    case 11:
        return colors.background;
    case kCursorColor:
        return colors.cursor;
    default:
        return {};
    }
}

QByteArray colorReply(const QByteArray &name, const QColor &color, QByteArrayView end)
{
    if (!color.isValid())
        return {};
    return kOsc + name + ';' + rgbText(color) + end.toByteArray();
}

QByteArray paletteReplies(const QByteArrayList &parts, QByteArrayView end,
                          const TerminalColors &colors)
{
    QByteArray replies;
    for (qsizetype i = 1; i + 1 < parts.size(); i += 2) {
        bool isNumber = false;
        const int index = parts[i].toInt(&isNumber);
        if (isNumber && index >= 0 && index < 256 && parts[i + 1] == "?")
            replies +=
                colorReply("4;" + QByteArray::number(index), indexedColor(index, colors), end);
    }
    return replies;
}

// Each further part is about the next colour.
QByteArray dynamicReplies(int number, const QByteArrayList &parts, QByteArrayView end,
                          const TerminalColors &colors)
{
    QByteArray replies;
    for (qsizetype i = 1; i < parts.size() && number <= kCursorColor; ++i, ++number) {
        if (parts[i] == "?")
            replies += colorReply(QByteArray::number(number), dynamicColor(number, colors), end);
    }
    return replies;
}

struct AttributeCode {
    CellStyle::Attribute attribute;
    const char *code;
};

constexpr std::array kAttributeCodes = {
    AttributeCode{CellStyle::Bold, "1"},
    AttributeCode{CellStyle::Faint, "2"},
    AttributeCode{CellStyle::Italic, "3"},
    AttributeCode{CellStyle::Underline, "4"},
    AttributeCode{CellStyle::DoubleUnderline, "21"},
    AttributeCode{CellStyle::CurlyUnderline, "4:3"},
    AttributeCode{CellStyle::Reverse, "7"},
    AttributeCode{CellStyle::Conceal, "8"},
    AttributeCode{CellStyle::Strike, "9"},
};

// BASE: 30 for the text's colour, 40 for the background's.
QByteArray colorCode(CellColor color, int base)
{
    const auto number = [](int value) { return QByteArray::number(value); };
    if (color.kind() == CellColor::Kind::Default)
        return {};
    if (color.kind() == CellColor::Kind::Rgb) {
        const QColor rgb = QColor::fromRgb(color.rgbValue());
        return ';' + number(base + 8) + ":2::" + number(rgb.red()) + ':' + number(rgb.green()) +
               ':' + number(rgb.blue());
    }
    const int index = color.index();
    if (index < 16)
        return ';' + number(index < 8 ? base + index : base + 60 + index - 8);
    return ';' + number(base + 8) + ":5:" + number(index);
}

} // namespace

QByteArray colorReplies(QByteArrayView command, QByteArrayView end, const TerminalColors &colors)
{
    const QByteArrayList parts = command.toByteArray().split(';');
    bool isNumber = false;
    const int number = parts.front().toInt(&isNumber);
    if (isNumber && number == 4)
        return paletteReplies(parts, end, colors);
    if (isNumber && number >= kTextColor && number <= kCursorColor)
        return dynamicReplies(number, parts, end, colors);
    return {};
}

QByteArray styleReply(const CellStyle &style)
{
    QByteArray codes = "0";
    for (const AttributeCode &entry : kAttributeCodes) {
        if (style.has(entry.attribute))
            codes += QByteArray(";") + entry.code;
    }
    codes += colorCode(style.foreground, 30) + colorCode(style.background, 40);
    return kDcs + QByteArray("1$r") + codes + 'm' + kStringEnd;
}

QByteArray sizeReply(int rows, int columns)
{
    return "\x1b[8;" + QByteArray::number(rows) + ';' + QByteArray::number(columns) + 't';
}

QByteArray noSettingReply()
{
    return kDcs + QByteArray("0$r") + kStringEnd;
}

} // namespace hydra
