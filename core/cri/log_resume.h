// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/log_line.h"

#include <QStringList>

namespace hydra {

/// Knows the lines of a log that were seen before its connection broke: then it comes again from
/// its beginning. What is older than the last line was seen, and of those with its very time as
/// many as were.
class CriLogResume
{
public:
    /// The log begins, or comes again.
    void begin();
    [[nodiscard]] bool wasSeen(const CriLogLine &line);
    [[nodiscard]] bool hasSeen() const { return m_lastTime != 0; }

private:
    qint64 m_lastTime = 0;  ///< the newest line's
    int m_everAtLast = 0;   ///< how many of that time were seen, ever
    int m_nowAtLast = 0;    ///< and over this connection
    bool m_isAgain = false; ///< what comes now came before the connection broke
};

/// The program and arguments that print a container's log: its last TAIL records, all for -1.
[[nodiscard]] QStringList tailCommand(const QString &path, qint64 tail, bool follow);

} // namespace hydra
