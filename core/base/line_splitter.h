// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>

namespace hydra {

/// Splits a byte stream into lines (ended by "\n" or "\r\n"), however it was fragmented on its way.
/// Buffers at most LIMIT bytes of an unfinished line; a longer one ends the stream: `overflowed`
/// stays true.
class LineSplitter
{
public:
    explicit LineSplitter(qsizetype limit) : m_limit(limit) {}

    void feed(QByteArrayView bytes);
    /// The next whole line without its end.
    [[nodiscard]] std::optional<QByteArray> next();
    [[nodiscard]] bool overflowed() const { return m_overflowed; }

private:
    qsizetype m_limit;
    QByteArray m_buffer;
    qsizetype m_start = 0;   ///< start of the first line not yet returned
    qsizetype m_scanned = 0; ///< no line end before here
    bool m_overflowed = false;
};

} // namespace hydra
