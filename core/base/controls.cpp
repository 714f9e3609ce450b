// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/controls.h"

#include <algorithm>

namespace hydra {
namespace {

bool isControl(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7f && u < 0xa0) || u == 0x200e || u == 0x200f ||
           (u >= 0x2028 && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
}

QString writtenOut(QChar c)
{
    switch (c.unicode()) {
    case u'\n':
        return QStringLiteral("\\n");
    case u'\t':
        return QStringLiteral("\\t");
    case u'\r':
        return QStringLiteral("\\r");
    default:
        return QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
}

} // namespace

QString withoutControls(const QString &text, QStringView keep)
{
    if (std::none_of(text.begin(), text.end(), isControl))
        return text;
    QString clean;
    for (const QChar c : text)
        clean += isControl(c) && !keep.contains(c) ? writtenOut(c) : QString(c);
    return clean;
}

} // namespace hydra
