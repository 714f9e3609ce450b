// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fetch/fetch_address.h"
#include "core/fetch/response_head.h"
#include "core/process/cancel.h"

#include <QByteArrayView>
#include <QList>

#include <functional>
#include <memory>

namespace hydra {

/// What becomes of an answer with content (200, 206). A failure ends the transfer, and is its
/// result.
class HttpSink
{
public:
    HttpSink() = default;
    HttpSink(const HttpSink &) = delete;
    HttpSink &operator=(const HttpSink &) = delete;
    virtual ~HttpSink() = default;
    virtual Result<void> begin(const ResponseHead &head) = 0;
    virtual Result<void> take(QByteArrayView bytes) = 0;
    /// Called once a second at least.
    virtual void tick() {}
};

/// GET over HTTP with libcurl, one request at a time; keeps its connection for the next. Blocks;
/// one thread.
class HttpClient
{
public:
    HttpClient(const FetchSettings &settings, const CancelToken &cancel);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// Follows up to ten redirects by our own rules (see fetch_address.h), and returns the head of
    /// the last answer, whatever its status; SINK gets the content of a 200 or 206 only.
    /// Unavailable and TimedOut when the network is at fault, so that another try may help.
    [[nodiscard]] Result<ResponseHead> get(const FetchAddress &address,
                                           const QList<QByteArray> &headers, HttpSink &sink);

private:
    class Curl;
    std::unique_ptr<Curl> m_curl;
};

/// Why an answer without content was no success: by its status. Pure.
[[nodiscard]] Error refusal(const ResponseHead &head, const QString &where);

} // namespace hydra
