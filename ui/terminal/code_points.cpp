// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/code_points.h"

#include <QChar>

#include <utility>

namespace hydra {

bool isMark(char32_t point)
{
    if (point < 0x300)
        return false;
    if (point >= 0x1160 && point <= 0x11ff) // Hangul medial vowels and finals
        return true;
    if (point == 0x6de || point == 0x1734 || point == 0x302e || point == 0x302f)
        return true; // Unicode reclassified these; libvterm still combines them by itself
    switch (QChar::category(point)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return true;
    default:
        return false;
    }
}

char32_t takeUtf8(const quint8 *&at)
{
    const quint8 lead = *at++;
    if (lead < 0x80)
        return lead;
    int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t point = lead & (0x3f >> more);
    for (; more > 0; --more)
        point = point << 6 | (*at++ & 0x3f);
    return point;
}

char32_t Utf8Assembler::take(quint8 byte, bool &isTaken)
{
    isTaken = true;
    if (m_missing == 0)
        return begin(byte);
    if (byte < std::exchange(m_least, 0x80) || byte > std::exchange(m_most, 0xbf)) {
        m_missing = 0;
        isTaken = false;
        return kReplacement;
    }
    m_point = m_point << 6 | (byte & 0x3f);
    if (--m_missing > 0)
        return kNothing;
    return m_point < 0xa0 ? kReplacement : m_point;
}

char32_t Utf8Assembler::begin(quint8 byte)
{
    m_least = 0x80;
    m_most = 0xbf;
    if (byte < 0xc2 || byte > 0xf4)
        return kReplacement;
    m_missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    m_point = byte & (0x3f >> m_missing);
    if (byte == 0xe0)
        m_least = 0xa0;
    else if (byte == 0xed)
        m_most = 0x9f;
    else if (byte == 0xf0)
        m_least = 0x90;
    else if (byte == 0xf4)
        m_most = 0x8f;
    return kNothing;
}

} // namespace hydra
