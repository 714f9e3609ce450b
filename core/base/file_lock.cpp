// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"

#include "core/base/same_file.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace hydra {

Result<FileLock> FileLock::acquire(const QString &path, std::chrono::milliseconds patience)
{
    const QByteArray name = QFile::encodeName(path);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
        FileLock lock(::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (lock.m_fd < 0)
            return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Failed,
                        QStringLiteral("cannot open the lock: %1")
                            .arg(QString::fromLocal8Bit(std::strerror(errno))),
                        path);
        if (::flock(lock.m_fd, LOCK_EX | LOCK_NB) == 0) {
            if (isFileAt(lock.m_fd, path)) // else it was removed, and others lock another one
                return lock;
            continue;
        }
        if (std::chrono::steady_clock::now() >= end)
            return fail(ErrorCode::Conflict, QStringLiteral("is in use by another Hydra command"),
                        path, QStringLiteral("wait until it has finished, then try again"));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

FileLock::FileLock(FileLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

} // namespace hydra
