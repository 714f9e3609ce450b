// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/console/log_limits.h"
#include "core/process/spawn.h"

#include <QByteArray>
#include <QString>

namespace hydra {

/// A console's output in files (0600), read at any position. Readers keep their own position, so a
/// slow one costs no memory. Written either by us, or by QEMU, which `follow` takes note of.
///
/// Output is appended to PATH. When that has reached the limit it is renamed to PATH.1, and what
/// follows goes to a new PATH. A position counts all bytes of this object's lifetime; those of the
/// two newest files can be read.
class Transcript
{
public:
    /// Opens PATH, creating it if needed.
    [[nodiscard]] static Result<Transcript> open(const QString &path,
                                                 qint64 limit = consoleLogLimit);
    /// Renames PATH to PATH.1, so that the next `open` starts an empty file.
    static void rotate(const QString &path);

    /// True: the limit was reached, and a new file begun.
    [[nodiscard]] Result<bool> append(QByteArrayView bytes);

    /// Where another process that wants to write a new file puts it: PATH.new takes PATH's place
    /// once there is anything in it.
    [[nodiscard]] static QString nextFile(const QString &path);
    static void takeNextFile(const QString &path);
    /// Updates the size after another process has appended. True: it has begun a new file.
    bool follow();
    /// The newest file has reached the limit.
    [[nodiscard]] bool isFull() const { return m_newest.size >= m_limit; }

    [[nodiscard]] qint64 begin() const; ///< the first position that can be read
    [[nodiscard]] qint64 size() const { return m_newest.start + m_newest.size; }
    /// LENGTH bytes, or fewer where a file or the output ends.
    [[nodiscard]] QByteArray read(qint64 position, qint64 length) const;
    /// The position of the last LENGTH bytes or fewer, moved to the start of a line if one is near.
    [[nodiscard]] qint64 tailStart(qint64 length) const;
    /// Unix milliseconds of the last append.
    [[nodiscard]] qint64 lastWriteMs() const;

private:
    struct Part {
        OwnedFd fd;
        qint64 start = 0; ///< the position of its first byte
        qint64 size = 0;
    };

    Transcript(OwnedFd fd, QString path, qint64 limit);
    void beginPart(OwnedFd fd);
    [[nodiscard]] bool beginFile();

    QString m_path;
    qint64 m_limit;
    Part m_older; ///< not open before the first new file
    Part m_newest;
};

} // namespace hydra
