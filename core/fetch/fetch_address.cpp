// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/fetch_address.h"

#include <QHostAddress>

namespace hydra {
namespace {

bool isHttp(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == u"http" || url.scheme() == u"https");
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

} // namespace

Result<FetchAddress> fetchAddress(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    if (!isHttp(url))
        return fail(ErrorCode::Invalid, QStringLiteral("is no address to download from"),
                    shownAddress(url.isValid() ? url : QUrl(text)),
                    QStringLiteral("write one that begins with https:// or http://"));
    FetchAddress address;
    address.login.user = url.userName(QUrl::FullyDecoded);
    address.login.password = url.password(QUrl::FullyDecoded);
    url.setUserInfo(QString());
    url.setFragment(QString());
    address.url = url;
    return address;
}

Result<FetchAddress> addressOf(const FetchRequest &request)
{
    auto address = fetchAddress(request.url);
    if (address && request.login != FetchLogin())
        address->login = request.login;
    return address;
}

QString fileNameAt(const QString &url)
{
    return QUrl(url).fileName();
}

QString shownAddress(const QUrl &url)
{
    QString shown = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (url.hasQuery())
        shown += QStringLiteral("?...");
    return shown;
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() &&
           portOf(one) == portOf(other);
}

Result<QUrl> redirected(const QUrl &from, const QString &to)
{
    const QUrl target = from.resolved(QUrl(to));
    if (!isHttp(target))
        return fail(ErrorCode::Failed,
                    QStringLiteral("the server redirects to %1, which is not on the web")
                        .arg(shownAddress(target)),
                    shownAddress(from), QStringLiteral("use another address"));
    if (from.scheme() == u"https" && target.scheme() == u"http")
        return fail(ErrorCode::Failed,
                    QStringLiteral("the server redirects to %1, which is not encrypted")
                        .arg(shownAddress(target)),
                    shownAddress(from),
                    QStringLiteral("use another address or, if you trust it, that one"));
    return target.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

bool isLoopback(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

} // namespace hydra
