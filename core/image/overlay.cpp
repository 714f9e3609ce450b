// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/store.h"

#include "core/base/ids.h"
#include "core/process/run.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace hydra {
namespace {

Result<void> makePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot make the disk: %1").arg(file.errorString()), path,
                    QStringLiteral("check the directory's permissions and free space"));
    return {};
}

Result<void> replace(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return {};
    return fail(ErrorCode::Failed,
                QStringLiteral("cannot make the disk: %1")
                    .arg(QString::fromLocal8Bit(std::strerror(errno))),
                to);
}

/// Runs "qemu-img create OPTIONS FILE SIZE" on a temporary file made with mode 0600, which qemu-img
/// keeps, and renames the file.
Result<void> create(const QString &path, const QStringList &options, MemorySize size,
                    const QString &qemuImg)
{
    const QString temporary = path + u'.' + randomId().left(8);
    Result<void> made = makePrivateFile(temporary);
    if (made) {
        QStringList args{QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                         QStringLiteral("qcow2")};
        args += options;
        args += temporary;
        if (size != MemorySize())
            args += QString::number(size.inBytes());
        const auto ran = run({.program = qemuImg, .args = args});
        made = ran ? replace(temporary, path) : Result<void>(fail(ran.error()));
    }
    if (!made)
        QFile::remove(temporary);
    return made;
}

} // namespace

Result<void> createOverlay(const QString &path, const StoredImage &base, MemorySize size,
                           const QString &qemuImg)
{
    if (!QFileInfo::exists(base.path))
        return fail(ErrorCode::NotFound, QStringLiteral("the image %1 has no file").arg(base.name),
                    base.path, QStringLiteral("build or add it again"));
    const QStringList options{QStringLiteral("-b"), QFileInfo(base.path).absoluteFilePath(),
                              QStringLiteral("-F"), base.format};
    return create(path, options, size > base.virtualSize ? size : MemorySize(), qemuImg);
}

Result<void> createDisk(const QString &path, MemorySize size, const QString &qemuImg)
{
    if (size == MemorySize())
        return fail(ErrorCode::Invalid, QStringLiteral("a disk needs a size"), path);
    return create(path, {}, size, qemuImg);
}

} // namespace hydra
