// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace hydra {

/// True for what takes no room of its own and joins the character before it: combining marks,
/// joiners, variation selectors and other invisible format characters.
[[nodiscard]] bool isMark(char32_t point);

template <typename Bytes>
void appendUtf8(Bytes &out, char32_t point)
{
    using Byte = typename Bytes::value_type;
    if (point < 0x80)
        return out.push_back(Byte(point));
    if (point < 0x800) {
        out.push_back(Byte(0xc0 | point >> 6));
    } else if (point < 0x10000) {
        out.push_back(Byte(0xe0 | point >> 12));
        out.push_back(Byte(0x80 | (point >> 6 & 0x3f)));
    } else {
        out.push_back(Byte(0xf0 | point >> 18));
        out.push_back(Byte(0x80 | (point >> 12 & 0x3f)));
        out.push_back(Byte(0x80 | (point >> 6 & 0x3f)));
    }
    out.push_back(Byte(0x80 | (point & 0x3f)));
}

/// The character at AT, which moves behind it. For bytes that we encoded ourselves.
[[nodiscard]] char32_t takeUtf8(const quint8 *&at);

/// Puts a character together from bytes that may be anything and may come one by one. What is no
/// UTF-8, or a C1 control, becomes U+FFFD.
class Utf8Assembler
{
public:
    static constexpr char32_t kNothing = 0xffffffff;
    static constexpr char32_t kReplacement = 0xfffd;

    [[nodiscard]] bool isInside() const { return m_missing > 0; }
    /// Takes a byte from 0x80 on; the finished character or kNothing. IS_TAKEN is false when the
    /// byte ends a broken character, which is returned, and has to be offered again.
    [[nodiscard]] char32_t take(quint8 byte, bool &isTaken);
    void reset() { m_missing = 0; }

private:
    [[nodiscard]] char32_t begin(quint8 byte);

    char32_t m_point = 0;
    int m_missing = 0;
    quint8 m_least = 0x80; ///< bounds of the next byte: no overlong forms, no surrogates
    quint8 m_most = 0xbf;
};

} // namespace hydra
