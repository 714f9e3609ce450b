// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper_lock.h"

#include "base/atomic_file.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr int kPauseMs = 20;
constexpr int kPatience = 15;         // somebody may just be looking whether it is locked
constexpr int kLeavingPatience = 150; // a keeper whose VM has ended needs a moment to go

bool isSharedDirectory(const struct stat &info)
{
    return S_ISDIR(info.st_mode) && (info.st_mode & S_ISVTX) != 0 && info.st_uid == 0;
}

} // namespace

Result<std::optional<OwnedFd>> takeKeeperLock(const QString &lockFile, bool (*isLeaving)(const QString &),
                                              const QString &stateDir)
{
    OwnedFd fd(::open(QFile::encodeName(lockFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot be opened: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                    lockFile);
    for (int i = 0; i < kPatience || (i < kLeavingPatience && isLeaving(stateDir)); ++i) {
        if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0)
            return std::optional<OwnedFd>(std::move(fd));
        ::usleep(kPauseMs * 1000);
    }
    return std::optional<OwnedFd>();
}

Result<void> makeRuntimeDir(const QString &path)
{
    const QString parent = QFileInfo(path).absolutePath();
    struct stat info = {};
    if (::lstat(QFile::encodeName(parent).constData(), &info) != 0 || !isSharedDirectory(info))
        if (const Result<void> made = makePrivateDir(parent); !made)
            return made;
    return makePrivateDir(path);
}

} // namespace hydra
