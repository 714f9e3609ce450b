// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/network_forward.h"

#include "core/config/text_rules.h"

#include <QFileInfo>

namespace hydra {
namespace {

constexpr qsizetype longestSocketPath = 103; // on macOS; Linux has 107
const QString unixPrefix = QStringLiteral("unix:");

std::uint16_t forwardPort(const QString &text)
{
    bool isNumber = false;
    const std::uint16_t port = text.toUShort(&isNumber);
    return isNumber && text == QString::number(port) ? port : 0;
}

tl::unexpected<Error> noForward(const QString &text, bool needsGuest)
{
    return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no forward").arg(text), {},
                needsGuest ? QStringLiteral("write [BIND:]HOST:GUEST, such as 8080:80 or "
                                            "0.0.0.0:5353:53/udp, or unix:PATH:GUEST")
                           : QStringLiteral("write [BIND:]HOST, such as 8080 or 5353/udp, or "
                                            "unix:PATH, as `hydractl forward list` shows it"));
}

Result<NetworkForward> parseSocket(const QString &text, bool needsGuest)
{
    const QString rest = text.mid(unixPrefix.size());
    const std::uint16_t guest = forwardPort(rest.section(u':', -1));
    const QString path = guest != 0 ? rest.section(u':', 0, -2) : rest;
    if (path.isEmpty() || (guest == 0 && needsGuest))
        return noForward(text, needsGuest);
    NetworkForward forward;
    forward.path = QFileInfo(path).absoluteFilePath();
    forward.guestPort = guest;
    if (forward.path.toUtf8().size() > longestSocketPath)
        return fail(ErrorCode::Invalid,
                    QStringLiteral("the path of a socket may have %1 bytes").arg(longestSocketPath),
                    forward.path, QStringLiteral("choose a shorter one"));
    return forward;
}

Result<NetworkForward> parse(const QString &text, const QString &bind, bool needsGuest)
{
    if (text.startsWith(unixPrefix))
        return parseSocket(text, needsGuest);
    NetworkForward forward;
    forward.bind = bind;
    QString rest = text;
    if (rest.endsWith(QStringLiteral("/udp")))
        forward.protocol = Protocol::Udp;
    if (rest.endsWith(QStringLiteral("/udp")) || rest.endsWith(QStringLiteral("/tcp")))
        rest.chop(4);
    QStringList parts = rest.split(u':');
    if (quint32 address = 0; parseIpv4(parts.front(), address))
        forward.bind = parts.takeFirst();
    const bool hasGuest = parts.size() == 2;
    if (!hasGuest && (needsGuest || parts.size() != 1))
        return noForward(text, needsGuest);
    forward.hostPort = forwardPort(parts.front());
    forward.guestPort = hasGuest ? forwardPort(parts.back()) : 0;
    if (forward.hostPort == 0 || (hasGuest && forward.guestPort == 0))
        return noForward(text, needsGuest);
    return forward;
}

} // namespace

bool NetworkForward::hasSameEnd(const NetworkForward &other) const
{
    return path == other.path && bind == other.bind && protocol == other.protocol &&
           hostPort == other.hostPort;
}

Result<NetworkForward> parseForward(const QString &text, const QString &bind)
{
    return parse(text, bind, true);
}

Result<NetworkForward> parseForwardEnd(const QString &text, const QString &bind)
{
    return parse(text, bind, false);
}

QString forwardEnd(const NetworkForward &forward)
{
    if (!forward.path.isEmpty())
        return unixPrefix + forward.path;
    return QStringLiteral("%1:%2%3")
        .arg(forward.bind)
        .arg(forward.hostPort)
        .arg(forward.protocol == Protocol::Udp ? QStringLiteral("/udp") : QString());
}

QJsonObject toJson(const NetworkForward &forward)
{
    if (!forward.path.isEmpty())
        return {{QStringLiteral("path"), forward.path},
                {QStringLiteral("guest_port"), forward.guestPort}};
    return {{QStringLiteral("bind"), forward.bind},
            {QStringLiteral("host_port"), forward.hostPort},
            {QStringLiteral("guest_port"), forward.guestPort},
            {QStringLiteral("udp"), forward.protocol == Protocol::Udp}};
}

NetworkForward forwardOf(const QJsonObject &json)
{
    NetworkForward forward;
    forward.path = json[u"path"].toString();
    forward.guestPort = std::uint16_t(json[u"guest_port"].toInt());
    if (!forward.path.isEmpty())
        return forward;
    forward.bind = json[u"bind"].toString(QStringLiteral("127.0.0.1"));
    forward.protocol = json[u"udp"].toBool() ? Protocol::Udp : Protocol::Tcp;
    forward.hostPort = std::uint16_t(json[u"host_port"].toInt());
    return forward;
}

} // namespace hydra
