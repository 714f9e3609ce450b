// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/response_head.h"

namespace hydra {
namespace {

constexpr qsizetype longestValidator = 1024;

std::optional<qint64> numberIn(const QByteArray &text)
{
    bool good = false;
    const qint64 number = text.trimmed().toLongLong(&good);
    return good && number >= 0 ? std::optional(number) : std::nullopt;
}

// "bytes 100-199/2000", "bytes */2000", "bytes 100-199/*"
void readContentRange(ResponseHead &head, const QByteArray &value)
{
    if (!value.toLower().startsWith("bytes "))
        return;
    const QByteArray range = value.mid(6).trimmed();
    const qsizetype slash = range.indexOf('/');
    if (slash < 0)
        return;
    head.wholeSize = numberIn(range.mid(slash + 1));
    const qsizetype dash = range.indexOf('-');
    if (dash > 0 && dash < slash)
        head.rangeFrom = numberIn(range.left(dash));
}

} // namespace

std::optional<qint64> ResponseHead::fileSize() const
{
    return status == 200 ? length : wholeSize;
}

QByteArray ResponseHead::validator() const
{
    return etag.startsWith('"') ? etag : lastModified;
}

void readHeaderLine(ResponseHead &head, QByteArrayView line)
{
    const QByteArray text = line.toByteArray().trimmed();
    if (text.startsWith("HTTP/")) {
        head = {};
        head.status = int(numberIn(text.mid(text.indexOf(' ') + 1).left(3)).value_or(0));
        return;
    }
    const qsizetype colon = text.indexOf(':');
    if (colon <= 0)
        return;
    const QByteArray name = text.left(colon).trimmed().toLower();
    const QByteArray value = text.mid(colon + 1).trimmed();
    if (name == "content-length")
        head.length = numberIn(value);
    else if (name == "content-range")
        readContentRange(head, value);
    else if (name == "retry-after")
        head.retryAfter = numberIn(value);
    else if (name == "etag" && value.size() <= longestValidator)
        head.etag = value;
    else if (name == "last-modified" && value.size() <= longestValidator)
        head.lastModified = value;
}

} // namespace hydra
