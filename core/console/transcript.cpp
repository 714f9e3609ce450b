// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/transcript.h"

#include "core/base/same_file.h"

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

OwnedFd openToAppend(const QString &path)
{
    return OwnedFd(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
}

qint64 sizeOf(const OwnedFd &fd)
{
    struct stat info = {};
    return ::fstat(fd.get(), &info) == 0 ? info.st_size : 0;
}

QString systemWords()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace

Transcript::Transcript(OwnedFd fd, QString path, qint64 limit)
    : m_path(std::move(path)), m_limit(limit)
{
    m_newest.size = sizeOf(fd);
    m_newest.fd = std::move(fd);
}

Result<Transcript> Transcript::open(const QString &path, qint64 limit)
{
    OwnedFd fd = openToAppend(path);
    if (!fd.isOpen())
        return fail(ErrorCode::Failed, QStringLiteral("cannot be opened: %1").arg(systemWords()),
                    path);
    return Transcript(std::move(fd), path, limit);
}

void Transcript::rotate(const QString &path)
{
    const QByteArray from = QFile::encodeName(path);
    ::rename(from.constData(), (from + ".1").constData());
}

QString Transcript::nextFile(const QString &path)
{
    return path + QStringLiteral(".new");
}

void Transcript::takeNextFile(const QString &path)
{
    const QByteArray next = QFile::encodeName(nextFile(path));
    struct stat info = {};
    if (::stat(next.constData(), &info) != 0 || info.st_size == 0)
        return;
    rotate(path);
    ::rename(next.constData(), QFile::encodeName(path).constData());
}

void Transcript::beginPart(OwnedFd fd)
{
    m_older = std::move(m_newest);
    m_newest = {.fd = std::move(fd), .start = m_older.start + m_older.size};
}

// Without a descriptor or an inode for the new file, the old one goes on growing.
bool Transcript::beginFile()
{
    rotate(m_path);
    OwnedFd fd = openToAppend(m_path);
    if (!fd.isOpen()) {
        const QByteArray path = QFile::encodeName(m_path);
        ::rename((path + ".1").constData(), path.constData());
        return false;
    }
    beginPart(std::move(fd));
    return true;
}

Result<bool> Transcript::append(QByteArrayView bytes)
{
    const bool isNew = isFull() && beginFile();
    while (!bytes.isEmpty()) {
        const ssize_t n =
            ::write(m_newest.fd.get(), bytes.data(), static_cast<size_t>(bytes.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ErrorCode::Failed,
                        QStringLiteral("cannot be written: %1").arg(systemWords()), m_path,
                        QStringLiteral("free some space: console output is being lost"));
        bytes = bytes.sliced(n);
        m_newest.size += n;
    }
    return isNew;
}

// The last look at the old file's size comes after the new one was found: its writer has left it.
bool Transcript::follow()
{
    OwnedFd next;
    if (!isFileAt(m_newest.fd.get(), m_path))
        next.reset(::open(QFile::encodeName(m_path).constData(), O_RDWR | O_APPEND | O_CLOEXEC));
    m_newest.size = sizeOf(m_newest.fd);
    if (!next.isOpen())
        return false;
    beginPart(std::move(next));
    m_newest.size = sizeOf(m_newest.fd);
    return true;
}

qint64 Transcript::begin() const
{
    return m_older.fd.isOpen() ? m_older.start : m_newest.start;
}

QByteArray Transcript::read(qint64 position, qint64 length) const
{
    const Part &part = position < m_newest.start ? m_older : m_newest;
    const qint64 offset = position - part.start;
    if (offset < 0)
        return {};
    QByteArray bytes(std::clamp<qint64>(part.size - offset, 0, length), Qt::Uninitialized);
    const ssize_t n = bytes.isEmpty() ? 0
                                      : ::pread(part.fd.get(), bytes.data(),
                                                static_cast<size_t>(bytes.size()), offset);
    bytes.truncate(std::max<ssize_t>(n, 0));
    return bytes;
}

qint64 Transcript::tailStart(qint64 length) const
{
    const qint64 start = size() - length;
    if (start <= begin())
        return begin();
    const qsizetype lineEnd = read(start, kLineSearch).indexOf('\n');
    return lineEnd < 0 ? start : start + lineEnd + 1;
}

qint64 Transcript::lastWriteMs() const
{
    struct stat info = {};
    return ::fstat(m_newest.fd.get(), &info) == 0 ? qint64(info.st_mtime) * 1000 : 0;
}

} // namespace hydra
