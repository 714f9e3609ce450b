// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>

namespace hydra {

/// One HTTP/1.1 request with a Content-Length body; all that cloud-init's webhook sends.
struct HttpRequest {
    QByteArray method;
    QByteArray path;
    QByteArray body;
    bool operator==(const HttpRequest &) const = default;
};

/// Parses one request from bytes that may arrive in any fragments. No I/O. Bounded: 8 KiB of
/// header, 256 KiB of body; more than that, or anything but HTTP, is `Bad`.
class HttpRequestParser
{
public:
    enum class State { More, Whole, Bad };
    State feed(QByteArrayView bytes);
    [[nodiscard]] const HttpRequest &request() const { return m_request; } ///< when Whole

private:
    State parseHead(qsizetype end);

    QByteArray m_buffer;
    HttpRequest m_request;
    qint64 m_bodyLength = -1; ///< -1: the header is incomplete
    bool m_bad = false;
};

} // namespace hydra
