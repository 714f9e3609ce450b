// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/log_line.h"

#include <QDate>

#include <algorithm>
#include <utility>

namespace hydra {
namespace {

constexpr qsizetype longestHead = 128; ///< real ones have at most 48 bytes
constexpr std::size_t rawLine = 2;

/// Reads COUNT digits at AT and steps over them.
std::optional<int> digits(const QByteArray &text, qsizetype &at, int count)
{
    if (at + count > text.size())
        return {};
    int value = 0;
    for (int i = 0; i < count; ++i) {
        const char c = text.at(at++);
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

bool skip(const QByteArray &text, qsizetype &at, char c)
{
    return at < text.size() && text.at(at++) == c;
}

/// ".293149802" as nanoseconds; no fraction is none.
std::optional<qint64> fraction(const QByteArray &text, qsizetype &at)
{
    if (at >= text.size() || text.at(at) != '.')
        return 0;
    const qsizetype first = ++at;
    qint64 nanoseconds = 0;
    for (; at < text.size() && text.at(at) >= '0' && text.at(at) <= '9'; ++at) {
        if (at - first < 9)
            nanoseconds = nanoseconds * 10 + (text.at(at) - '0');
    }
    if (at == first)
        return {};
    for (qsizetype i = at - first; i < 9; ++i)
        nanoseconds *= 10;
    return nanoseconds;
}

/// "Z" or "+01:30" at the end of TEXT, in seconds.
std::optional<qint64> offset(const QByteArray &text, qsizetype at)
{
    if (text.mid(at) == "Z")
        return 0;
    if (text.size() - at != 6 || (text.at(at) != '+' && text.at(at) != '-'))
        return {};
    const int sign = text.at(at++) == '-' ? -1 : 1;
    const auto hours = digits(text, at, 2);
    if (!skip(text, at, ':'))
        return {};
    const auto minutes = digits(text, at, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return {};
    return sign * (*hours * 3600 + *minutes * 60);
}

std::optional<qint64> dayNumber(const QByteArray &text, qsizetype &at)
{
    const auto year = digits(text, at, 4);
    const bool dash = skip(text, at, '-');
    const auto month = digits(text, at, 2);
    const bool dash2 = skip(text, at, '-');
    const auto day = digits(text, at, 2);
    // The years that 64 bits of nanoseconds hold.
    if (!year || !dash || !month || !dash2 || !day || *year < 1678 || *year > 2261)
        return {};
    const QDate date(*year, *month, *day);
    if (!date.isValid())
        return {};
    return date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
}

std::optional<qint64> secondOfDay(const QByteArray &text, qsizetype &at)
{
    const auto hour = digits(text, at, 2);
    const bool colon = skip(text, at, ':');
    const auto minute = digits(text, at, 2);
    const bool colon2 = skip(text, at, ':');
    const auto second = digits(text, at, 2);
    if (!hour || !colon || !minute || !colon2 || !second)
        return {};
    if (*hour > 23 || *minute > 59 || *second > 60)
        return {};
    return *hour * 3600 + *minute * 60 + *second;
}

/// TAGS is "P" or "F", maybe with more after a colon.
std::optional<bool> isPiece(const QByteArray &tags)
{
    const QByteArray first = tags.left(tags.indexOf(':') < 0 ? tags.size() : tags.indexOf(':'));
    if (first != "P" && first != "F")
        return {};
    return first == "P";
}

} // namespace

std::optional<qint64> parseLogTime(const QByteArray &text)
{
    qsizetype at = 0;
    const auto day = dayNumber(text, at);
    if (!day || !skip(text, at, 'T'))
        return {};
    const auto second = secondOfDay(text, at);
    if (!second)
        return {};
    const auto nanoseconds = fraction(text, at);
    if (!nanoseconds)
        return {};
    const auto shift = offset(text, at);
    if (!shift)
        return {};
    return (*day * 86400 + *second - *shift) * 1000000000 + *nanoseconds;
}

CriLogParser::CriLogParser(qsizetype limit) : m_limit(std::max<qsizetype>(limit, 1))
{
    m_lines[1].value.stream = CriStream::Stderr;
}

std::vector<CriLogLine> CriLogParser::add(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        if (m_state == State::Head)
            readHead(bytes, at);
        else
            readContent(bytes, at);
    }
    return std::exchange(m_ready, {});
}

void CriLogParser::readHead(const QByteArray &bytes, qsizetype &at)
{
    while (at < bytes.size()) {
        const char c = bytes.at(at);
        if (c == '\n') {
            beginRecord();
            return; // the content is empty; its reader takes the line end
        }
        ++at;
        m_head.append(c);
        if (c == ' ' && ++m_spaces == 3) {
            beginRecord();
            return;
        }
        if (m_head.size() > longestHead) {
            beginRaw();
            return;
        }
    }
}

void CriLogParser::beginRecord()
{
    const QList<QByteArray> words = m_head.split(' ');
    if (words.size() < 3)
        return beginRaw();
    const auto time = parseLogTime(words.at(0));
    const auto piece = isPiece(words.at(2));
    const bool isError = words.at(1) == "stderr";
    if (!time || !piece || (!isError && words.at(1) != "stdout"))
        return beginRaw();
    m_head.clear();
    m_spaces = 0;
    m_state = State::Content;
    m_isPiece = *piece;
    m_current = isError ? 1 : 0;
    Line &line = m_lines.at(m_current);
    if (!line.begun)
        line.value.timeNs = *time;
    line.begun = true;
}

void CriLogParser::beginRaw()
{
    const QByteArray text = std::exchange(m_head, {});
    m_spaces = 0;
    m_state = State::Content;
    m_isPiece = false;
    m_current = rawLine;
    m_lines.at(rawLine).begun = true;
    append(text.constData(), text.size());
}

void CriLogParser::readContent(const QByteArray &bytes, qsizetype &at)
{
    const qsizetype end = bytes.indexOf('\n', at);
    const qsizetype stop = end < 0 ? bytes.size() : end;
    append(bytes.constData() + at, stop - at);
    at = stop;
    if (end < 0)
        return;
    ++at;
    m_state = State::Head;
    if (!m_isPiece)
        emitLine(false);
}

/// Keeps at most the limit: a full line is handed over only when one more byte shows it goes on.
void CriLogParser::append(const char *data, qsizetype size)
{
    while (size > 0) {
        QByteArray &text = m_lines.at(m_current).value.text;
        if (text.size() >= m_limit) {
            emitLine(true);
            m_lines.at(m_current).begun = true;
            continue;
        }
        const qsizetype part = std::min(size, m_limit - text.size());
        text.append(data, part);
        data += part;
        size -= part;
    }
}

/// The next piece of a partial line keeps the line's time.
void CriLogParser::emitLine(bool partial)
{
    Line &line = m_lines.at(m_current);
    line.value.partial = partial;
    m_ready.push_back(line.value);
    line.value.text.clear();
    line.begun = false;
}

std::vector<CriLogLine> CriLogParser::finish()
{
    if (!m_head.isEmpty())
        beginRaw();
    m_state = State::Head;
    for (m_current = 0; m_current < m_lines.size(); ++m_current) {
        if (m_lines.at(m_current).begun)
            emitLine(true);
    }
    m_current = 0;
    return std::exchange(m_ready, {});
}

} // namespace hydra
