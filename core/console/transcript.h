// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/spawn.h"

#include <QByteArray>
#include <QString>

namespace hydra {

/// A console's bytes in a file (0600), written only at its end and read anywhere. Whoever shows a
/// console keeps a position in it, so slow readers cost no memory. Either we append or, with
/// `follow`, QEMU does and we only read.
class Transcript
{
public:
    /// Opens PATH, making it if need be.
    [[nodiscard]] static Result<Transcript> open(const QString &path);
    /// Keeps what PATH holds as PATH.1 so that the next `open` starts empty.
    static void rotate(const QString &path);

    [[nodiscard]] Result<void> append(QByteArrayView bytes);
    /// Looks at the file anew for what another process appended.
    void follow();
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] QByteArray read(qint64 position, qint64 length) const;
    /// Where the last at most LENGTH bytes begin, at a line's begin if one is near.
    [[nodiscard]] qint64 tailStart(qint64 length) const;
    /// Unix milliseconds of the last append.
    [[nodiscard]] qint64 lastWriteMs() const;

private:
    Transcript(OwnedFd fd, QString path);

    OwnedFd m_fd;
    QString m_path;
    qint64 m_size = 0;
};

} // namespace hydra
