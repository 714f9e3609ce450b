// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/units.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace hydra {
namespace {

struct Unit {
    const char *name;
    int shift;
};
constexpr std::array units{Unit{"TiB", 40}, Unit{"GiB", 30}, Unit{"MiB", 20}, Unit{"KiB", 10}};

std::optional<int> shiftOf(const QString &unit)
{
    if (unit.isEmpty())
        return 30;
    if (unit == QLatin1String("B"))
        return 0;
    for (const Unit &u : units) {
        const QLatin1String name(u.name);
        if (unit == name || unit == name.left(1))
            return u.shift;
    }
    return std::nullopt;
}

} // namespace

std::optional<MemorySize> MemorySize::parse(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([A-Za-z]{0,3})$"));
    const auto match = pattern.match(text.trimmed());
    const auto shift = match.hasMatch() ? shiftOf(match.captured(2)) : std::nullopt;
    if (!shift)
        return std::nullopt;
    const double value = std::ldexp(match.captured(1).toDouble(), *shift);
    if (value < 1 || value >= std::ldexp(1.0, 60))
        return std::nullopt;
    return MemorySize(static_cast<std::uint64_t>(value));
}

MemorySize MemorySize::fromJson(const QJsonValue &bytes)
{
    return MemorySize(static_cast<std::uint64_t>(std::max<qint64>(0, bytes.toInteger())));
}

QString MemorySize::toString() const
{
    if (m_bytes != 0 && m_bytes % (1ULL << 30) == 0)
        return QString::number(m_bytes >> 30);
    for (const Unit &u : units) {
        if (m_bytes != 0 && m_bytes % (1ULL << u.shift) == 0)
            return QString::number(m_bytes >> u.shift) + QLatin1String(u.name);
    }
    return QString::number(m_bytes) + QLatin1Char('B');
}

QString MemorySize::toDisplay() const
{
    for (const Unit &u : units) {
        if (m_bytes >= (1ULL << u.shift)) {
            const double value = std::ldexp(double(m_bytes), -u.shift);
            const int decimals = std::abs(value - std::round(value)) < 0.05 ? 0 : 1;
            return QString::number(value, 'f', decimals) + QLatin1Char(' ') + QLatin1String(u.name);
        }
    }
    return QString::number(m_bytes) + QStringLiteral(" B");
}

} // namespace hydra
