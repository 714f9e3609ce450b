// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace hydra {

/// A colour as the program specified it; the palette maps it to an actual colour.
class CellColor
{
public:
    enum class Kind : quint8 { Default, Indexed, Rgb };

    constexpr CellColor() = default;
    static constexpr CellColor indexed(quint8 index) { return CellColor(1u << 24 | index); }
    static constexpr CellColor rgb(quint8 red, quint8 green, quint8 blue)
    {
        return CellColor(2u << 24 | quint32(red) << 16 | quint32(green) << 8 | blue);
    }

    [[nodiscard]] constexpr Kind kind() const { return Kind(m_value >> 24); }
    [[nodiscard]] constexpr int index() const { return int(m_value & 0xff); }
    [[nodiscard]] constexpr quint32 rgbValue() const { return m_value & 0xffffff; }
    [[nodiscard]] constexpr quint32 raw() const { return m_value; }

    bool operator==(const CellColor &) const = default;

private:
    constexpr explicit CellColor(quint32 value) : m_value(value) {}
    quint32 m_value = 0;
};

/// How a cell looks, apart from its text.
struct CellStyle {
    enum Attribute : quint16 {
        Bold = 1,
        Faint = 2,
        Italic = 4,
        Underline = 8,
        DoubleUnderline = 16,
        CurlyUnderline = 32,
        Reverse = 64,
        Strike = 128,
        Conceal = 256,
        AnyUnderline = Underline | DoubleUnderline | CurlyUnderline,
    };

    CellColor foreground;
    CellColor background;
    quint16 attributes = 0;

    [[nodiscard]] bool has(Attribute attribute) const { return (attributes & attribute) != 0; }
    bool operator==(const CellStyle &) const = default;
};

/// One cell of the grid: its text (nothing, a code point, a cluster of the pool, or the right half
/// of the wide character to its left) and an entry of the pool's styles. 0 is the default style.
/// Indexes are valid only with their TextPool, and only until it compacts.
struct Cell {
    static constexpr quint32 kCluster = 1u << 31;
    static constexpr quint32 kWide = 1u << 30;
    static constexpr quint32 kTail = 1u << 29;
    static constexpr quint32 kValue = kTail - 1;

    quint32 text = 0;
    quint32 style = 0;

    [[nodiscard]] bool isEmpty() const { return text == 0; }
    [[nodiscard]] bool isWide() const { return (text & kWide) != 0; }
    [[nodiscard]] bool isTail() const { return (text & kTail) != 0; }
    [[nodiscard]] bool isCluster() const { return (text & kCluster) != 0; }
    [[nodiscard]] quint32 value() const { return text & kValue; }
    bool operator==(const Cell &) const = default;
};
static_assert(sizeof(Cell) == 8);

} // namespace hydra
