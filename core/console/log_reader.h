// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/spawn.h"

#include <QByteArray>
#include <QString>

namespace hydra {

/// Reads a log that is being written, while its writer renames it to PATH.1 and begins anew, or
/// copies it to PATH.1 and empties it (console/log_limits.h): each byte once and in order. Only
/// what is gone, because a log was begun anew twice since the last `read`, is left out. A log that
/// does not exist yet is read once it does. Small and blocking: any thread, one at a time.
class LogReader
{
public:
    explicit LogReader(QString path) : m_path(std::move(path)) {}

    /// Begins with the last LENGTH bytes. They may reach back into PATH.1 when that has LIMIT bytes
    /// or more: then it was full, and PATH continues it. Else it is of an earlier run.
    void beginWithLast(qint64 length, qint64 limit);
    /// The next bytes, LENGTH of them at most; none when there are none just now.
    [[nodiscard]] QByteArray read(qint64 length);

private:
    [[nodiscard]] QString olderPath() const { return m_path + QStringLiteral(".1"); }
    [[nodiscard]] bool hasNext() const;
    bool goOn();

    QString m_path;
    OwnedFd m_file;
    qint64 m_position = 0;
};

} // namespace hydra
