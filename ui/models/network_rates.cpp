// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/network_rates.h"

#include <QJsonObject>

#include <numeric>

namespace hydra::ui {
namespace {

struct BitRateUnit {
    double factor;
    const char *name;
};

/// The largest of which RATE is at least one, rounded.
BitRateUnit unitFor(double rate)
{
    for (const BitRateUnit &unit : {BitRateUnit{.factor = 1e9, .name = "Gbit/s"},
                                    BitRateUnit{.factor = 1e6, .name = "Mbit/s"},
                                    BitRateUnit{.factor = 1e3, .name = "kbit/s"}}) {
        if (rate >= 0.9995 * unit.factor)
            return unit;
    }
    return {.factor = 1, .name = "bit/s"};
}

} // namespace

quint64 NetworkCounts::dropped() const
{
    return std::accumulate(drops.begin(), drops.end(), quint64(0));
}

std::optional<NetworkCounts> networkCountsIn(const QJsonObject &reply)
{
    const QJsonObject json = reply[QStringLiteral("counts")].toObject();
    if (json.isEmpty())
        return std::nullopt;
    const auto number = [](const QJsonValue &value) {
        return quint64(std::max(0.0, value.toDouble())); // exact up to 2^53
    };
    NetworkCounts counts;
    counts.receivedBytes = number(json[QStringLiteral("received_bytes")]);
    counts.sentBytes = number(json[QStringLiteral("sent_bytes")]);
    const QJsonObject drops = json[QStringLiteral("drops")].toObject();
    for (auto drop = drops.begin(); drop != drops.end(); ++drop) {
        if (drop.key() != u"answered" && number(drop.value()) > 0)
            counts.drops[drop.key().left(40)] = number(drop.value());
    }
    return counts;
}

NetworkRates ratesBetween(const NetworkCounts &before, const NetworkCounts &after,
                          std::chrono::milliseconds apart)
{
    const auto rate = [apart](quint64 from, quint64 to) {
        return to < from || apart.count() <= 0
                   ? 0.0
                   : double(to - from) * 8 * 1000 / double(apart.count());
    };
    return {.fromVm = rate(before.receivedBytes, after.receivedBytes),
            .toVm = rate(before.sentBytes, after.sentBytes),
            .dropped = after.dropped(),
            .drops = after.drops};
}

QString bitRateIn(double bitsPerSecond, double most)
{
    const double value = bitsPerSecond / unitFor(most).factor;
    const bool isWhole = value == 0 || value >= 9.95 || unitFor(most).factor == 1;
    return QString::number(value, 'f', isWhole ? 0 : 1);
}

QString bitRateText(double bitsPerSecond, double most)
{
    return bitRateIn(bitsPerSecond, most) + u' ' + QLatin1String(unitFor(most).name);
}

QString bitRateText(double bitsPerSecond)
{
    return bitsPerSecond < 1 ? QStringLiteral("0") : bitRateText(bitsPerSecond, bitsPerSecond);
}

} // namespace hydra::ui
