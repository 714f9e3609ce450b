// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/work_dir.h"

#include "core/base/ids.h"
#include "core/base/log.h"
#include "core/process/process_id.h"
#include "core/process/run.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

#include <unistd.h>

namespace hydra {
namespace {

QString digestOfStart(const QString &startTime)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(startTime.toUtf8(), QCryptographicHash::Sha256).toHex().left(10));
}

// Never crosses into another file system: a killed mmdebstrap may have left /proc and /sys mounted
// there. What remains belongs to subordinate users, and only our namespace's root may remove that.
void removeTree(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return;
    if (QSysInfo::kernelType() != u"linux") {
        QDir(path).removeRecursively();
        return;
    }
    const Command rm{.program = QStringLiteral("rm"),
                     .args = {QStringLiteral("-rf"), QStringLiteral("--one-file-system"),
                              QStringLiteral("--"), path}};
    RunOptions options;
    options.timeout = std::chrono::minutes(10);
    Result<RunResult> removed = run(rm, {}, options);
    if (!removed && ::geteuid() != 0)
        removed = run(asNamespaceRoot(rm), {}, options);
    if (!removed)
        logWarning("image", formatError(removed.error()));
}

} // namespace

QString newWorkDirName()
{
    const auto self = identify(::getpid());
    return QStringLiteral("%1-%2-%3")
        .arg(::getpid())
        .arg(digestOfStart(self ? self->startTime : QString()), randomId().left(8));
}

bool workDirInUse(const QString &name)
{
    const QStringList parts = name.split(u'-');
    if (parts.size() != 3)
        return false;
    const auto maker = identify(parts.at(0).toLongLong());
    return maker && digestOfStart(maker->startTime) == parts.at(1);
}

QString outerWorkDir(const QString &workDir)
{
    return QDir::tempPath() +
           QStringLiteral("/hydra-image-%1-%2").arg(::geteuid()).arg(QFileInfo(workDir).fileName());
}

Command asNamespaceRoot(const Command &command)
{
    if (::geteuid() == 0)
        return command;
    Command wrapped = command;
    wrapped.program = QStringLiteral("unshare");
    wrapped.args =
        QStringList{QStringLiteral("--user"), QStringLiteral("--map-root-user"),
                    QStringLiteral("--map-auto"), QStringLiteral("--"), command.program} +
        command.args;
    return wrapped;
}

void removeWorkDir(const QString &workDir)
{
    removeTree(outerWorkDir(workDir));
    removeTree(workDir);
}

} // namespace hydra
