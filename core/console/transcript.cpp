// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "console/transcript.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr qint64 kLineSearch = 4096;

} // namespace

Transcript::Transcript(OwnedFd fd, QString path) : m_fd(std::move(fd)), m_path(std::move(path))
{
    follow();
}

Result<Transcript> Transcript::open(const QString &path)
{
    OwnedFd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot be opened: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                    path);
    return Transcript(std::move(fd), path);
}

void Transcript::rotate(const QString &path)
{
    const QByteArray from = QFile::encodeName(path);
    ::rename(from.constData(), (from + ".1").constData());
}

Result<void> Transcript::append(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::write(m_fd.get(), bytes.data(), static_cast<size_t>(bytes.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ErrorCode::Failed,
                        QStringLiteral("cannot be written: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                        m_path, QStringLiteral("free some space: console output is being lost"));
        bytes = bytes.sliced(n);
        m_size += n;
    }
    return {};
}

void Transcript::follow()
{
    struct stat info = {};
    if (::fstat(m_fd.get(), &info) == 0)
        m_size = info.st_size;
}

QByteArray Transcript::read(qint64 position, qint64 length) const
{
    const qint64 wanted = std::clamp<qint64>(m_size - position, 0, length);
    QByteArray bytes(wanted, Qt::Uninitialized);
    const ssize_t n = wanted == 0 ? 0 : ::pread(m_fd.get(), bytes.data(), static_cast<size_t>(wanted), position);
    bytes.truncate(std::max<ssize_t>(n, 0));
    return bytes;
}

qint64 Transcript::tailStart(qint64 length) const
{
    if (m_size <= length)
        return 0;
    const qint64 start = m_size - length;
    const qsizetype lineEnd = read(start, kLineSearch).indexOf('\n');
    return lineEnd < 0 ? start : start + lineEnd + 1;
}

qint64 Transcript::lastWriteMs() const
{
    struct stat info = {};
    return ::fstat(m_fd.get(), &info) == 0 ? qint64(info.st_mtime) * 1000 : 0;
}

} // namespace hydra
