// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/http_request.h"

#include <QList>

namespace hydra {
namespace {

constexpr qsizetype kHeadLimit = 8 << 10;
constexpr qint64 kBodyLimit = 256 << 10;

} // namespace

HttpRequestParser::State HttpRequestParser::feed(QByteArrayView bytes)
{
    if (m_bad)
        return State::Bad;
    m_buffer.append(bytes);
    if (m_bodyLength < 0) {
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        const bool tooLong = end > kHeadLimit || (end < 0 && m_buffer.size() > kHeadLimit);
        const State head = tooLong ? State::Bad : end < 0 ? State::More : parseHead(end);
        m_bad = head == State::Bad;
        if (head != State::Whole)
            return head;
    }
    if (m_buffer.size() < m_bodyLength)
        return State::More;
    m_request.body = m_buffer.left(m_bodyLength);
    return State::Whole;
}

HttpRequestParser::State HttpRequestParser::parseHead(qsizetype end)
{
    const QList<QByteArray> lines = m_buffer.left(end).split('\n');
    const QList<QByteArray> words = lines[0].trimmed().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || words[0].isEmpty() ||
        !words[1].startsWith('/'))
        return State::Bad;
    qint64 length = 0;
    for (const QByteArray &line : lines.mid(1)) {
        const QByteArray name = line.left(line.indexOf(':')).toLower();
        bool isNumber = true;
        if (name == "content-length")
            length = line.mid(name.size() + 1).trimmed().toLongLong(&isNumber);
        if (!isNumber || name == "transfer-encoding")
            return State::Bad;
    }
    if (length < 0 || length > kBodyLimit)
        return State::Bad;
    m_request.method = words[0];
    m_request.path = words[1];
    m_bodyLength = length;
    m_buffer.remove(0, end + 4);
    return State::Whole;
}

} // namespace hydra
