// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/endpoint.h"

#include "core/cri/crictl_text.h"

#include <QHostAddress>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype kLongestMessage = 4096;

auto invalid(const QString &endpoint)
{
    return fail(ErrorCode::Invalid, QStringLiteral("this is no endpoint of a container runtime"),
                endpoint, QStringLiteral("write tcp://HOST:PORT or unix:///PATH"));
}

bool isPort(const QString &text)
{
    bool ok = false;
    const uint port = text.toUInt(&ok);
    return ok && port >= 1 && port <= 65535 && text.at(0).isDigit();
}

bool isHostName(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'-' || c == u'.' || c == u'_';
    });
}

Result<QByteArray> tcpTarget(const QString &authority, const QString &endpoint)
{
    const qsizetype colon = authority.lastIndexOf(u':');
    if (colon <= 0 || !isPort(authority.mid(colon + 1)))
        return invalid(endpoint);
    const QString host = authority.left(colon);
    if (isHostName(host))
        return "dns:///" + authority.toLatin1();
    if (!host.startsWith(u'[') || !host.endsWith(u']'))
        return invalid(endpoint);
    const QHostAddress address(host.mid(1, host.size() - 2));
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return invalid(endpoint);
    return "ipv6:" + authority.toUtf8().toPercentEncoding(":");
}

ErrorCode meaning(int code)
{
    switch (code) {
    case 1:
        return ErrorCode::Cancelled;
    case 3:
        return ErrorCode::Invalid;
    case 4:
        return ErrorCode::TimedOut;
    case 5:
        return ErrorCode::NotFound;
    case 6:
        return ErrorCode::Conflict;
    case 12:
        return ErrorCode::Unsupported;
    case 14:
        return ErrorCode::Unavailable;
    default:
        return ErrorCode::Failed;
    }
}

QString hintFor(int code)
{
    switch (code) {
    case 4:
        return QStringLiteral("the runtime is busy or stuck; try again, or look at its log");
    case 8:
        return QStringLiteral("replies are limited to 16 MiB");
    case 12:
        return QStringLiteral("this runtime is too old for it");
    case 14:
        return QStringLiteral(
            "check that the VM is up and that its container runtime listens there");
    default:
        return {};
    }
}

} // namespace

Result<QByteArray> grpcTarget(const QString &endpoint)
{
    const QString tcp = QStringLiteral("tcp://");
    const QString local = QStringLiteral("unix://");
    if (endpoint.startsWith(tcp))
        return tcpTarget(endpoint.mid(tcp.size()), endpoint);
    const QString path = endpoint.mid(local.size());
    if (!endpoint.startsWith(local) || !path.startsWith(u'/') || path.contains(QChar(u'\0')))
        return invalid(endpoint);
    return "unix:" + path.toUtf8().toPercentEncoding("/");
}

Error criError(int code, const QString &message, const QString &endpoint)
{
    const QString what = message.isEmpty() ? QStringLiteral("the container runtime gave no reason")
                                           : withoutControls(message.left(kLongestMessage), u"\n");
    return {meaning(code), what, endpoint, hintFor(code), {}};
}

} // namespace hydra
