// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

#include <optional>

namespace hydra {

/// What a server says about the bytes that follow (RFC 9110). Sizes and places in bytes.
struct ResponseHead {
    int status = 0;
    std::optional<qint64> length; ///< Content-Length: of this answer's body
    QByteArray etag;              ///< as it was sent, quotes included
    QByteArray lastModified;
    std::optional<qint64> rangeFrom;  ///< Content-Range: where the body begins in the file
    std::optional<qint64> wholeSize;  ///< Content-Range: the file's size
    std::optional<qint64> retryAfter; ///< seconds

    /// The whole file's size, if the server tells.
    [[nodiscard]] std::optional<qint64> fileSize() const;
    /// What `If-Range` may name: a strong ETag, else the date; empty: nothing.
    [[nodiscard]] QByteArray validator() const;
};

/// Takes a line of an answer's header, its end included or not; a status line begins anew. Pure;
/// lines may be anything.
void readHeaderLine(ResponseHead &head, QByteArrayView line);

} // namespace hydra
