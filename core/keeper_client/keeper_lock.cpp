// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/keeper_lock.h"

#include "core/base/atomic_file.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr int lockPauseMs = 20;
constexpr int lockTries = 15;     // somebody may just be looking whether it is locked
constexpr int leavingTries = 150; // a keeper whose VM has ended needs a moment to go

bool isSharedDirectory(const struct stat &info)
{
    return S_ISDIR(info.st_mode) && (info.st_mode & S_ISVTX) != 0 && info.st_uid == 0;
}

} // namespace

Result<std::optional<FileLock>>
takeKeeperLock(const QString &lockFile, bool (*isLeaving)(const QString &), const QString &stateDir)
{
    for (int i = 0; i < lockTries || (i < leavingTries && isLeaving(stateDir)); ++i) {
        Result<FileLock> lock = FileLock::acquire(lockFile);
        if (lock)
            return std::optional<FileLock>(std::move(*lock));
        if (lock.error().code != ErrorCode::Conflict)
            return fail(lock.error());
        ::usleep(lockPauseMs * 1000);
    }
    return std::optional<FileLock>();
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
