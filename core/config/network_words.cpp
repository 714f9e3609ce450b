// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/network_words.h"

#include "core/base/ids.h"
#include "core/config/text_rules.h"

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

template <typename T> bool take(const std::optional<T> &value, T &out)
{
    if (value)
        out = *value;
    return value.has_value();
}

/// Sets the part KEY of LINK; says what it should look like when VALUE is wrong.
const char *setLinkPart(LinkSpec &link, const QString &key, const QString &value)
{
    if (key == u"delay" || key == u"jitter")
        return take(parseDelay(value), key == u"delay" ? link.delay : link.jitter)
                   ? nullptr
                   : "write 50ms, 250us or 1.5s; at most 60s";
    if (key == u"loss")
        return take(parseLoss(value), link.loss) ? nullptr : "write 1% or 0.01";
    if (key == u"rate")
        return take(parseRate(value), link.rate)
                   ? nullptr
                   : "write 512kbit, 10Mbit or 1Gbit, from 1kbit to 1000Gbit, or 0 for no limit";
    if (key != u"down")
        return "write delay, jitter, loss, rate or down";
    link.down = value == u"true";
    return link.down || value == u"false" ? nullptr : "write true or false";
}

QStringList listOf(const QString &text)
{
    QStringList items = text.split(u',', Qt::SkipEmptyParts);
    for (QString &item : items)
        item = item.trimmed();
    return items;
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

Result<LinkSpec> linkWith(LinkSpec link, const QStringList &words)
{
    if (words == QStringList{QStringLiteral("clear")})
        return LinkSpec();
    for (const QString &word : words) {
        const char *wrong = setLinkPart(link, word.section(u'=', 0, 0), word.section(u'=', 1));
        if (wrong != nullptr)
            return fail(ErrorCode::Invalid, QStringLiteral("'%1' says nothing of a link").arg(word),
                        {}, QLatin1String(wrong));
    }
    return link;
}

QString linkText(const LinkSpec &link)
{
    QStringList words;
    if (link.delay.count() != 0)
        words << QStringLiteral("delay=") + delayText(link.delay);
    if (link.jitter.count() != 0)
        words << QStringLiteral("jitter=") + delayText(link.jitter);
    if (link.loss != 0)
        words << QStringLiteral("loss=") + lossText(link.loss);
    if (link.rate != 0)
        words << QStringLiteral("rate=") + rateText(link.rate);
    if (link.down)
        words << QStringLiteral("down=true");
    return words.isEmpty() ? QStringLiteral("clear") : words.join(u' ');
}

Result<EgressSpec> egressFrom(const QString &word)
{
    if (word == u"open")
        return EgressSpec();
    if (word == u"none")
        return EgressSpec{.kind = EgressSpec::Kind::None, .allow = {}};
    const QString allow = QStringLiteral("allow=");
    if (!word.startsWith(allow))
        return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no egress policy").arg(word), {},
                    QStringLiteral("write open, none or allow=NAME,CIDR,NAME:PORT"));
    EgressSpec egress{.kind = EgressSpec::Kind::Allow, .allow = listOf(word.mid(allow.size()))};
    for (QString &entry : egress.allow) {
        if (!allowText.accepts(entry))
            return fail(ErrorCode::Invalid,
                        QStringLiteral("'%1' is no %2").arg(entry, QLatin1String(allowText.is)), {},
                        QStringLiteral("write %1").arg(QLatin1String(allowText.example)));
    }
    if (egress.allow.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("allow= names nothing"), {},
                    QStringLiteral("write none, or what it may reach"));
    return egress;
}

QString egressText(const EgressSpec &egress)
{
    return egress.kind == EgressSpec::Kind::Open ? QStringLiteral("open")
           : egress.kind == EgressSpec::Kind::None
               ? QStringLiteral("none")
               : QStringLiteral("allow=") + egress.allow.join(u',');
}

Result<PeersSpec> peersFrom(const QString &word)
{
    if (word == u"all")
        return PeersSpec();
    if (word == u"none")
        return PeersSpec{.kind = PeersSpec::Kind::None, .only = {}};
    PeersSpec peers{.kind = PeersSpec::Kind::Only, .only = listOf(word)};
    for (const QString &name : peers.only) {
        if (!isValidName(name))
            return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no VM's name").arg(name), {},
                        QStringLiteral("write all, none or names with commas between them"));
    }
    if (peers.only.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("names no VM"), {},
                    QStringLiteral("write all, none or names with commas between them"));
    return peers;
}

QString peersText(const PeersSpec &peers)
{
    return peers.kind == PeersSpec::Kind::All    ? QStringLiteral("all")
           : peers.kind == PeersSpec::Kind::None ? QStringLiteral("none")
           : peers.only.isEmpty()                ? QStringLiteral("none")
                                                 : peers.only.join(u',');
}

} // namespace hydra
