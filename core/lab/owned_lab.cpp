// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/owned_lab.h"

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "image/orphans.h"
#include "lab/create.h"
#include "lab/kill_vm.h"
#include "process/process_id.h"

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

QString ownerFile(const Paths &paths, const QString &lab)
{
    return paths.labState(lab) + QStringLiteral("/owner.json");
}

std::optional<Owner> ownerOf(const Paths &paths, const QString &lab)
{
    const auto text = readFile(ownerFile(paths, lab), 16 << 10);
    const QJsonObject json = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
    if (json.isEmpty())
        return std::nullopt;
    const bool unfinished = json[QStringLiteral("kind")].toString() == u"unfinished";
    return Owner{{json[QStringLiteral("pid")].toInteger(), json[QStringLiteral("start_time")].toString()},
                 unfinished ? OwnedKind::Unfinished : OwnedKind::Disposable};
}

// Again, for what a killed owner had started may write a last file.
Result<void> removeDir(const QString &path)
{
    for (int tries = 0; tries < 40; ++tries) {
        if (!QFileInfo::exists(path) || QDir(path).removeRecursively())
            return {};
        QThread::msleep(50);
    }
    return fail(ErrorCode::Failed, QStringLiteral("could not be removed completely"), path,
                QStringLiteral("check its permissions, then try again"));
}

// A directory in the lab's state that has a state of its own.
QStringList vmsIn(const Paths &paths, const QString &lab)
{
    return QDir(paths.labState(lab)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

} // namespace

Result<void> ownLab(const Paths &paths, const QString &lab, OwnedKind kind)
{
    const auto self = identify(::getpid());
    if (!self)
        return fail(ErrorCode::Failed, QStringLiteral("cannot find out when this process started"));
    for (const QString &dir : {paths.stateDir, paths.labState(lab)}) {
        if (auto made = makePrivateDir(dir); !made)
            return made;
    }
    const QJsonObject json{{QStringLiteral("pid"), self->pid},
                           {QStringLiteral("start_time"), self->startTime},
                           {QStringLiteral("kind"), kind == OwnedKind::Unfinished ? QStringLiteral("unfinished") : QStringLiteral("disposable")}};
    return writeFileAtomically(ownerFile(paths, lab), QJsonDocument(json).toJson());
}

void disownLab(const Paths &paths, const QString &lab)
{
    QFile::remove(ownerFile(paths, lab));
}

QStringList orphanedLabs(const Paths &paths)
{
    QStringList orphans;
    for (const QString &lab : QDir(paths.stateDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const auto owner = ownerOf(paths, lab);
        if (owner && !isAlive(owner->process))
            orphans << lab;
    }
    return orphans;
}

Result<void> removeOwnedLab(const Paths &paths, const QString &lab)
{
    const auto owner = ownerOf(paths, lab);
    if (!owner)
        return fail(ErrorCode::NotFound, QStringLiteral("has no owner"), lab);
    // Whatever it had started names a file there: qemu-img, or a keeper that nobody can ask yet.
    killOrphans(paths.labState(lab) + u'/');
    for (const QString &vm : vmsIn(paths, lab)) {
        if (auto killed = killVm(paths, {lab, vm}); !killed)
            return killed;
        if (auto removed = removeDir(paths.vmRuntime({lab, vm})); !removed)
            return removed;
        if (auto removed = removeDir(paths.vmState({lab, vm})); !removed)
            return removed;
    }
    if (owner->kind == OwnedKind::Unfinished)
        QFile::remove(newLabFile(paths, lab));
    // The mark goes last, so that what is left of a killed removal is still a leftover.
    const QDir dir(paths.labState(lab));
    for (const QString &file : dir.entryList(QDir::Files | QDir::Hidden | QDir::System)) {
        if (file != u"owner.json")
            QFile::remove(dir.filePath(file));
    }
    return removeDir(dir.path());
}

Result<QStringList> removeOrphanedLabs(const Paths &paths)
{
    QStringList removed;
    const QStringList orphans = orphanedLabs(paths);
    if (orphans.isEmpty())
        return removed;
    for (const QString &lab : orphans) {
        // Its own lock, so that nothing is left of it: others may remove it at this moment.
        const auto lock = FileLock::acquire(paths.labState(lab) + QStringLiteral("/up.lock"), std::chrono::seconds(30));
        const auto gone = lock ? removeOwnedLab(paths, lab) : Result<void>(fail(lock.error()));
        if (gone)
            removed << lab;
        else if (QFileInfo::exists(ownerFile(paths, lab)))
            return fail(gone.error());
    }
    return removed;
}

} // namespace hydra
