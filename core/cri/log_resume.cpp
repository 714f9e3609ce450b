// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/log_resume.h"

#include <algorithm>

namespace hydra {

void CriLogResume::begin()
{
    m_isAgain = m_lastTime != 0;
    m_nowAtLast = 0;
}

bool CriLogResume::wasSeen(const CriLogLine &line)
{
    if (line.timeNs == 0 || line.timeNs < m_lastTime)
        return m_isAgain;
    if (line.timeNs > m_lastTime) {
        m_lastTime = line.timeNs;
        m_everAtLast = m_nowAtLast = 0;
    }
    const bool seen = ++m_nowAtLast <= m_everAtLast;
    m_everAtLast = std::max(m_everAtLast, m_nowAtLast);
    m_isAgain = m_isAgain && seen;
    return seen;
}

QStringList tailCommand(const QString &path, qint64 tail, bool follow)
{
    QStringList words{QStringLiteral("tail"), QStringLiteral("-n"),
                      tail >= 0 ? QString::number(tail) : QStringLiteral("+1")};
    if (follow)
        words << QStringLiteral("-F");
    return words << QStringLiteral("--") << path;
}

} // namespace hydra
