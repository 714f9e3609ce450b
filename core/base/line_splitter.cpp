// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/line_splitter.h"

namespace hydra {

void LineSplitter::feed(QByteArrayView bytes)
{
    if (m_overflowed)
        return;
    if (m_start > 0) {
        m_buffer.remove(0, m_start);
        m_scanned -= m_start;
        m_start = 0;
    }
    m_buffer.append(bytes);
}

std::optional<QByteArray> LineSplitter::next()
{
    if (m_overflowed)
        return std::nullopt;
    const qsizetype end = m_buffer.indexOf('\n', m_scanned);
    if (end < 0 || end - m_start > m_limit) {
        m_scanned = m_buffer.size();
        m_overflowed = (end < 0 ? m_buffer.size() : end) - m_start > m_limit;
        if (m_overflowed || m_start == m_buffer.size()) {
            m_buffer = QByteArray(); // releases the memory as well, which clear() would keep
            m_start = m_scanned = 0;
        }
        return std::nullopt;
    }
    qsizetype length = end - m_start;
    if (length > 0 && m_buffer.at(end - 1) == '\r')
        --length;
    const QByteArray line = m_buffer.mid(m_start, length);
    m_start = m_scanned = end + 1;
    return line;
}

} // namespace hydra
