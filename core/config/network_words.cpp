// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/network_words.h"

#include <QRegularExpression>

#include <array>
#include <cmath>
#include <span>

namespace hydra {
namespace {

struct LinkUnit {
    const char *name;
    double factor;
};

constexpr std::array delayUnits{LinkUnit{.name = "us", .factor = 1},
                                LinkUnit{.name = "ms", .factor = 1e3},
                                LinkUnit{.name = "s", .factor = 1e6}};
constexpr std::array rateUnits{
    LinkUnit{.name = "bit", .factor = 1}, LinkUnit{.name = "kbit", .factor = 1e3},
    LinkUnit{.name = "Mbit", .factor = 1e6}, LinkUnit{.name = "Gbit", .factor = 1e9}};
constexpr double longestDelay = 60e6;
constexpr double leastRate = 1e3;
constexpr double mostRate = 1e12;
constexpr double lossSteps = 1e9; // a loss is a whole number of these, so that its text is exact

/// The number and what follows it, such as 1.5 and "ms".
std::optional<std::pair<double, QString>> amountOf(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([A-Za-z%]*)\\z"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return std::pair(match.captured(1).toDouble(), match.captured(2));
}

/// TEXT in the smallest unit; 0 needs none.
std::optional<double> inUnits(const QString &text, std::span<const LinkUnit> units)
{
    const auto amount = amountOf(text);
    if (!amount)
        return std::nullopt;
    for (const LinkUnit &unit : units) {
        if (amount->second.compare(QLatin1String(unit.name), Qt::CaseInsensitive) == 0)
            return std::round(amount->first * unit.factor);
    }
    return amount->second.isEmpty() && amount->first == 0 ? std::optional(0.0) : std::nullopt;
}

/// VALUE in the largest unit of which it is a whole number.
QString textIn(std::uint64_t value, std::span<const LinkUnit> units)
{
    if (value == 0)
        return QStringLiteral("0");
    std::uint64_t factor = 1;
    const char *name = units.front().name;
    for (const LinkUnit &unit : units) {
        if (value % std::uint64_t(unit.factor) != 0)
            break;
        factor = std::uint64_t(unit.factor);
        name = unit.name;
    }
    return QString::number(value / factor) + QLatin1String(name);
}

} // namespace

std::optional<std::chrono::microseconds> parseDelay(const QString &text)
{
    const auto delay = inUnits(text, delayUnits);
    if (!delay || *delay > longestDelay)
        return std::nullopt;
    return std::chrono::microseconds(std::int64_t(*delay));
}

QString delayText(std::chrono::microseconds delay)
{
    return textIn(std::uint64_t(delay.count()), delayUnits);
}

std::optional<double> parseLoss(const QString &text)
{
    const auto amount = amountOf(text);
    if (!amount)
        return std::nullopt;
    const bool percent = amount->second == u"%";
    const double loss = percent ? amount->first / 100 : amount->first;
    if (percent ? loss > 1 : !amount->second.isEmpty() || loss >= 1)
        return std::nullopt;
    return std::round(loss * lossSteps) / lossSteps;
}

QString lossText(double loss)
{
    QString percent = QString::number(std::round(loss * lossSteps) * 100 / lossSteps, 'f', 7);
    while (percent.endsWith(u'0'))
        percent.chop(1);
    if (percent.endsWith(u'.'))
        percent.chop(1);
    return percent == u"0" ? percent : percent + u'%';
}

std::optional<std::uint64_t> parseRate(const QString &text)
{
    const auto rate = inUnits(text, rateUnits);
    if (!rate || (*rate != 0 && *rate < leastRate) || *rate > mostRate)
        return std::nullopt;
    return std::uint64_t(*rate);
}

QString rateText(std::uint64_t rate)
{
    return textIn(rate, rateUnits);
}

} // namespace hydra
