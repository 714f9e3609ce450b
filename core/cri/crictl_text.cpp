// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_text.h"

#include <QDateTime>

#include <algorithm>
#include <cstdio>

namespace hydra {
namespace {

constexpr qsizetype kLeastWidth = 20;
constexpr qsizetype kPadding = 3;
constexpr qsizetype kIdLength = 13;
constexpr qint64 kSecond = 1'000'000'000;

/// A time in the local zone, and its part of a second: ".25", nothing for none.
struct Moment {
    explicit Moment(qint64 ns)
    {
        const qint64 second = ns / kSecond - (ns % kSecond < 0 ? 1 : 0);
        time = QDateTime::fromSecsSinceEpoch(second);
        fraction = QStringLiteral(".%1").arg(ns - second * kSecond, 9, 10, QLatin1Char('0'));
        while (fraction.endsWith(u'0'))
            fraction.chop(1);
        if (fraction == u".")
            fraction.clear();
    }
    [[nodiscard]] int offset() const { return time.offsetFromUtc(); }
    [[nodiscard]] QString zone(QStringView between) const
    {
        const int minutes = qAbs(offset()) / 60;
        return QStringLiteral("%1%2%3%4")
            .arg(QLatin1Char(offset() < 0 ? '-' : '+'))
            .arg(minutes / 60, 2, 10, QLatin1Char('0'))
            .arg(between)
            .arg(minutes % 60, 2, 10, QLatin1Char('0'));
    }
    QDateTime time;
    QString fraction;
};

// As Go counts: characters, not UTF-16 units.
qsizetype charactersOf(const QString &text)
{
    return text.size() -
           std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

} // namespace

QString crictlTable(const std::vector<QStringList> &rows)
{
    std::vector<QStringList> clean = rows;
    std::vector<qsizetype> widths;
    for (QStringList &row : clean) {
        std::transform(row.begin(), row.end(), row.begin(),
                       [](const QString &cell) { return withoutControls(cell); });
        widths.resize(std::max(widths.size(), std::size_t(row.size())), kLeastWidth);
        for (qsizetype i = 0; i + 1 < row.size(); ++i)
            widths[std::size_t(i)] =
                std::max(widths[std::size_t(i)], charactersOf(row[i]) + kPadding);
    }
    QString text;
    for (const QStringList &row : clean) {
        for (qsizetype i = 0; i < row.size(); ++i)
            text += i + 1 == row.size()
                        ? row[i]
                        : row[i] + QString(widths[std::size_t(i)] - charactersOf(row[i]), u' ');
        text += u'\n';
    }
    return text;
}

QString crictlShortId(const QString &id)
{
    return (id.startsWith(u"sha256:") ? id.mid(7) : id).left(kIdLength);
}

QString crictlDuration(qint64 nanoseconds)
{
    const auto count = [](qint64 number, const char *unit) {
        return QStringLiteral("%1 %2").arg(number).arg(QLatin1String(unit));
    };
    const qint64 seconds = nanoseconds / kSecond;
    const qint64 minutes = seconds / 60;
    const double exactHours = double(nanoseconds) / double(kSecond) / 3600;
    const auto hours = qint64(exactHours + 0.5);
    if (seconds < 1)
        return QStringLiteral("Less than a second");
    if (seconds == 1)
        return QStringLiteral("1 second");
    if (seconds < 60)
        return count(seconds, "seconds");
    if (minutes == 1)
        return QStringLiteral("About a minute");
    if (minutes < 60)
        return count(minutes, "minutes");
    if (hours == 1)
        return QStringLiteral("About an hour");
    if (hours < 48)
        return count(hours, "hours");
    if (hours < 24 * 7 * 2)
        return count(hours / 24, "days");
    if (hours < 24 * 30 * 2)
        return count(hours / 24 / 7, "weeks");
    if (hours < 24 * 365 * 2)
        return count(hours / 24 / 30, "months");
    return count(qint64(exactHours) / 24 / 365, "years");
}

QString crictlSize(double bytes, int digits)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    std::size_t unit = 0;
    for (; bytes >= 1000 && unit + 1 < std::size(units); ++unit)
        bytes /= 1000;
    char text[32];
    std::snprintf(text, sizeof text, "%.*g%s", digits, bytes, units[unit]);
    return QString::fromLatin1(text);
}

QString crictlTime(qint64 ns)
{
    if (ns == 0)
        return QStringLiteral("0001-01-01T00:00:00Z");
    const Moment moment(ns);
    const QString zone = moment.offset() == 0 ? QStringLiteral("Z") : moment.zone(u":");
    return moment.time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + moment.fraction + zone;
}

QString crictlGoTime(qint64 ns)
{
    const Moment moment(ns);
    return QStringLiteral("%1%2 %3 %4")
        .arg(moment.time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), moment.fraction,
             moment.zone(u""), moment.time.timeZoneAbbreviation());
}

} // namespace hydra
