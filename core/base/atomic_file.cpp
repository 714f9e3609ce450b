// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

bool writeAll(int fd, const QByteArray &content)
{
    const char *at = content.constData();
    qsizetype left = content.size();
    while (left > 0) {
        const ssize_t n = ::write(fd, at, static_cast<size_t>(left));
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            at += n;
            left -= n;
        }
    }
    return true;
}

void syncDirectoryOf(const QString &path)
{
    const int fd = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(),
                          O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

mode_t toMode(QFileDevice::Permissions permissions)
{
    mode_t mode = 0;
    mode |= permissions.testFlag(QFileDevice::ReadOwner) ? S_IRUSR : 0;
    mode |= permissions.testFlag(QFileDevice::WriteOwner) ? S_IWUSR : 0;
    mode |= permissions.testFlag(QFileDevice::ExeOwner) ? S_IXUSR : 0;
    mode |= permissions.testFlag(QFileDevice::ReadGroup) ? S_IRGRP : 0;
    mode |= permissions.testFlag(QFileDevice::ReadOther) ? S_IROTH : 0;
    return mode;
}

} // namespace

Result<void> writeFileAtomically(const QString &path, const QByteArray &content,
                                 QFileDevice::Permissions mode, Sync sync)
{
    const QFileInfo info(path);
    const QString target = info.isSymLink() ? info.symLinkTarget() : path;
    QByteArray temporary = QFile::encodeName(target + QStringLiteral(".XXXXXX"));
    const int fd = ::mkstemp(temporary.data()); // mode 0600
    if (fd < 0)
        return fail(ErrorCode::Failed, QStringLiteral("cannot write here: %1").arg(systemError()),
                    path);
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    bool good = ::fchmod(fd, toMode(mode)) == 0 && writeAll(fd, content) &&
                (sync == Sync::Later || ::fsync(fd) == 0);
    QString why = good ? QString() : systemError();
    ::close(fd);
    if (good && ::rename(temporary.constData(), QFile::encodeName(target).constData()) != 0) {
        good = false;
        why = systemError();
    }
    if (!good) {
        ::unlink(temporary.constData());
        return fail(ErrorCode::Failed, QStringLiteral("cannot write: %1").arg(why), path,
                    QStringLiteral("the old content is unchanged; free some space or fix the "
                                   "permissions, then try again"));
    }
    if (sync == Sync::Now)
        syncDirectoryOf(target);
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const bool absent = !QFileInfo::exists(path);
        return fail(absent ? ErrorCode::NotFound : ErrorCode::Failed,
                    absent ? QStringLiteral("no such file")
                           : QStringLiteral("cannot read: %1").arg(file.errorString()),
                    path);
    }
    QByteArray content = file.read(limit + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Failed, QStringLiteral("cannot read: %1").arg(file.errorString()),
                    path);
    if (content.size() > limit)
        return fail(ErrorCode::Failed, QStringLiteral("larger than %1 bytes").arg(limit), path);
    return content;
}

Result<void> makePrivateDir(const QString &path)
{
    const QByteArray encoded = QFile::encodeName(path);
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (::mkdir(encoded.constData(), 0700) != 0 && errno != EEXIST)
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot make the directory: %1").arg(systemError()), path);
    struct stat info = {};
    if (::lstat(encoded.constData(), &info) != 0 || !S_ISDIR(info.st_mode) ||
        info.st_uid != ::geteuid())
        return fail(ErrorCode::Failed, QStringLiteral("is not a directory of yours"), path,
                    QStringLiteral("move it away, then try again"));
    if ((info.st_mode & 0077) != 0 && ::chmod(encoded.constData(), 0700) != 0)
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot be made private: %1").arg(systemError()), path);
    return {};
}

} // namespace hydra
