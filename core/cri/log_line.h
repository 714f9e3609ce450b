// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <array>
#include <optional>
#include <vector>

namespace hydra {

enum class CriStream { Stdout, Stderr };

/// One line of a container's output, without its line end.
struct CriLogLine {
    qint64 timeNs = 0; ///< of its first record, since the Unix epoch; 0 when it had no readable one
    CriStream stream = CriStream::Stdout;
    QByteArray text;      ///< bytes as the container wrote them, not always UTF-8
    bool partial = false; ///< the line goes on: in the next value of this stream, or never

    bool operator==(const CriLogLine &) const = default;
};

/// Reads a CRI log file as it grows, cut anywhere: records "TIME STREAM TAGS CONTENT\n", of which
/// those tagged P are joined with the next of their stream. Nothing is lost: a line longer than
/// LIMIT comes in partial pieces of LIMIT bytes, and what is no record comes as it stands with time
/// 0. Memory stays below three times LIMIT. No I/O; one thread. Format: Kubernetes' CRI logging.
class CriLogParser
{
public:
    explicit CriLogParser(qsizetype limit = 1 << 20);

    [[nodiscard]] std::vector<CriLogLine> add(const QByteArray &bytes);
    /// The log has ended: hands over what waited for more, as partial lines.
    [[nodiscard]] std::vector<CriLogLine> finish();

private:
    enum class State { Head, Content };
    struct Line {
        CriLogLine value;
        bool begun = false;
    };

    void readHead(const QByteArray &bytes, qsizetype &at);
    void readContent(const QByteArray &bytes, qsizetype &at);
    void beginRecord();
    void beginRaw();
    void append(const char *data, qsizetype size);
    void emitLine(bool partial);

    qsizetype m_limit;
    State m_state = State::Head;
    QByteArray m_head;
    int m_spaces = 0;            ///< in m_head
    bool m_isPiece = false;      ///< the record is tagged P
    std::size_t m_current = 0;   ///< the line being written
    std::array<Line, 3> m_lines; ///< stdout, stderr, no record
    std::vector<CriLogLine> m_ready;
};

/// RFC 3339 with up to nine fraction digits and Z or an offset, in ns since the Unix epoch. Pure.
[[nodiscard]] std::optional<qint64> parseLogTime(const QByteArray &text);

} // namespace hydra
