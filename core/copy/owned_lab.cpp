// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/owned_lab.h"

#include "core/base/atomic_file.h"
#include "core/image/orphans.h"
#include "core/lab/create.h"
#include "core/lab/lab_lock.h"
#include "core/process/process_id.h"
#include "core/reach/kill_vm.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <optional>
#include <unistd.h>

namespace hydra {
namespace {

struct Owner {
    ProcessId process;
    OwnedKind kind = OwnedKind::Disposable;
};

QString digestOf(const QByteArray &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

bool isTextOf(const QString &file, const QString &digest)
{
    const auto text = readFile(file, 4 << 20);
    return text && digestOf(*text) == digest;
}

std::optional<Owner> ownerOf(const Paths &paths, const QString &lab)
{
    const auto text = readFile(paths.labOwner(lab), 16 << 10);
    const QJsonObject json = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
    if (json.isEmpty())
        return std::nullopt;
    const bool unfinished = json[QStringLiteral("kind")].toString() == u"unfinished";
    if (unfinished && isTextOf(paths.labFile(lab), json[QStringLiteral("text")].toString()))
        return std::nullopt;
    return Owner{
        {json[QStringLiteral("pid")].toInteger(), json[QStringLiteral("start_time")].toString()},
        unfinished ? OwnedKind::Unfinished : OwnedKind::Disposable};
}

// Retries, because a process that the killed owner started may write a last file.
Result<void> removeDirInTime(const QString &path)
{
    for (int tries = 0; tries < 40; ++tries) {
        if (!QFileInfo::exists(path) || QDir(path).removeRecursively())
            return {};
        QThread::msleep(50);
    }
    return fail(ErrorCode::Failed, QStringLiteral("could not be removed completely"), path,
                QStringLiteral("check its permissions, then try again"));
}

// The lab's VMs, each of which has a directory in the lab's state.
QStringList vmsIn(const Paths &paths, const QString &lab)
{
    return QDir(paths.labState(lab)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

} // namespace

Result<void> ownLab(const Paths &paths, const QString &lab, OwnedKind kind, const QByteArray &text)
{
    const auto self = identify(::getpid());
    if (!self)
        return fail(ErrorCode::Failed, QStringLiteral("cannot find out when this process started"));
    for (const QString &dir : {paths.stateDir, paths.labState(lab)}) {
        if (auto made = makePrivateDir(dir); !made)
            return made;
    }
    const QJsonObject json{{QStringLiteral("pid"), self->pid},
                           {QStringLiteral("text"), digestOf(text)},
                           {QStringLiteral("start_time"), self->startTime},
                           {QStringLiteral("kind"), kind == OwnedKind::Unfinished
                                                        ? QStringLiteral("unfinished")
                                                        : QStringLiteral("disposable")}};
    return writeFileAtomically(paths.labOwner(lab), QJsonDocument(json).toJson());
}

void disownLab(const Paths &paths, const QString &lab)
{
    QFile::remove(paths.labOwner(lab));
}

QStringList orphanedLabs(const Paths &paths)
{
    QStringList orphans;
    for (const QString &lab :
         QDir(paths.stateDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const auto owner = ownerOf(paths, lab);
        if (owner && !isAlive(owner->process))
            orphans << lab;
    }
    return orphans;
}

Result<void> removeOwnedLab(const Paths &paths, const QString &lab)
{
    const auto lock = LabLock::acquire(paths, lab, LabLock::Wait::Briefly);
    if (!lock && lock.error().code != ErrorCode::NotFound)
        return fail(lock.error());
    if (!ownerOf(paths, lab))
        return fail(ErrorCode::NotFound, QStringLiteral("has no owner"), lab);
    // Kills whatever the owner started, which has the directory in its command line: qemu-img, or a
    // keeper that does not listen yet.
    killOrphans(paths.labState(lab) + u'/');
    for (const QString &vm : vmsIn(paths, lab)) {
        if (auto killed = killVm(paths, {lab, vm}); !killed)
            return killed;
        if (auto removed = removeDirInTime(paths.vmRuntime({lab, vm})); !removed)
            return removed;
        if (auto removed = removeDirInTime(paths.vmState({lab, vm})); !removed)
            return removed;
    }
    // The mark is removed last, so that an interrupted removal still leaves an orphan.
    const QDir dir(paths.labState(lab));
    for (const QString &file : dir.entryList(QDir::Files | QDir::Hidden | QDir::System)) {
        if (dir.filePath(file) != paths.labOwner(lab))
            QFile::remove(dir.filePath(file));
    }
    return removeDirInTime(dir.path());
}

Result<QStringList> removeOrphanedLabs(const Paths &paths)
{
    QStringList removed;
    const QStringList orphans = orphanedLabs(paths);
    if (orphans.isEmpty())
        return removed;
    for (const QString &lab : orphans) {
        // Others may remove it at this moment.
        const auto gone = removeOwnedLab(paths, lab);
        if (gone)
            removed << lab;
        else if (QFileInfo::exists(paths.labOwner(lab)))
            return fail(gone.error());
    }
    return removed;
}

} // namespace hydra
