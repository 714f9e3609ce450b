// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace hydra {

/// Whether POINT occupies no cell and combines with the character before it: combining marks,
/// joiners, variation selectors and other invisible format characters.
[[nodiscard]] bool isMark(char32_t point);

template <typename Bytes> void appendUtf8(Bytes &out, char32_t point)
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

/// Decodes the character at AT and advances AT. Only for UTF-8 that we encoded ourselves.
[[nodiscard]] char32_t takeUtf8(const quint8 *&at);

/// Assembles characters from untrusted UTF-8, one byte at a time. Invalid UTF-8 and C1 controls
/// become U+FFFD.
class Utf8Assembler
{
public:
    static constexpr char32_t kNothing = 0xffffffff;
    static constexpr char32_t kReplacement = 0xfffd;

    [[nodiscard]] bool isInside() const { return m_missing > 0; }
    /// Takes a byte of 0x80 or more; returns the finished character or kNothing. IS_TAKEN is false
    /// when the byte ended an incomplete character, which is returned; offer the byte again then.
    [[nodiscard]] char32_t take(quint8 byte, bool &isTaken);
    void reset() { m_missing = 0; }

private:
    [[nodiscard]] char32_t begin(quint8 byte);

    char32_t m_point = 0;
    int m_missing = 0;
    quint8 m_least = 0x80; ///< range of the next byte: excludes overlong forms and surrogates
    quint8 m_most = 0xbf;
};

} // namespace hydra
