// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/fetch/fetch_request.h"

#include <QUrl>

namespace hydra {

/// An address that may be downloaded from, without the login that was in it. All here is pure.
struct FetchAddress {
    QUrl url;
    FetchLogin login; ///< what the address had, else nothing
};

/// Invalid for what is no http or https URL with a host.
[[nodiscard]] Result<FetchAddress> fetchAddress(const QString &url);
/// REQUEST's, with its login in the place of the address's own, if it has one.
[[nodiscard]] Result<FetchAddress> addressOf(const FetchRequest &request);
/// The name of the file that URL leads to.
[[nodiscard]] QString fileNameAt(const QString &url);
/// The address for messages: without login, and without what may be secret in its query.
[[nodiscard]] QString shownAddress(const QUrl &url);
/// Whether both are the same scheme, host and port, so that one may see the other's login.
[[nodiscard]] bool isSameOrigin(const QUrl &one, const QUrl &other);
/// Where FROM's answer leads by TO. Failed for what is not http or https, and from https to http:
/// who sends us there could be anybody, and so could who answers then.
[[nodiscard]] Result<QUrl> redirected(const QUrl &from, const QString &to);
/// Whether the host is this machine, which no proxy can reach for us.
[[nodiscard]] bool isLoopback(const QUrl &url);

} // namespace hydra
