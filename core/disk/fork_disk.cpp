// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/fork_disk.h"

#include "core/disk/fork_running.h"
#include "core/image/copy_file.h"
#include "core/lab/lab_lock.h"
#include "core/process/run.h"
#include "core/reach/vm_link.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hydra {
namespace {

Result<void> checkDisks(const VmRef &vm, const std::vector<DiskFork> &disks)
{
    for (const DiskFork &disk : disks) {
        if (!QFileInfo::exists(disk.disk))
            return fail(ErrorCode::NotFound, QStringLiteral("has no disk: it was never started"),
                        vm.toString(),
                        QStringLiteral("start it once with `hydractl up %1`").arg(vm.toString()));
        if (QFileInfo::exists(disk.to))
            return fail(ErrorCode::Conflict, QStringLiteral("is there already"), disk.to);
    }
    return {};
}

void removeForks(const std::vector<DiskFork> &disks)
{
    for (const DiskFork &disk : disks)
        QFile::remove(disk.to);
}

// The copied qcow2 file contains the snapshots, but their record stays with the original.
Result<void> removeSnapshots(const QString &disk, const QString &qemuImg)
{
    const auto info =
        run({.program = qemuImg,
             .args = {QStringLiteral("info"), QStringLiteral("--output=json"), disk}});
    if (!info)
        return fail(info.error());
    for (const QJsonValue &snapshot :
         QJsonDocument::fromJson(info->output)[QStringLiteral("snapshots")].toArray()) {
        const QString name = snapshot[QStringLiteral("name")].toString();
        if (auto removed =
                run({.program = qemuImg,
                     .args = {QStringLiteral("snapshot"), QStringLiteral("-d"), name, disk}});
            !removed)
            return fail(removed.error());
    }
    return {};
}

Result<void> copyStopped(const std::vector<DiskFork> &disks, const QString &qemuImg,
                         const JobContext &job)
{
    for (const DiskFork &disk : disks) {
        const QString words = QStringLiteral("Copying %1").arg(QFileInfo(disk.disk).fileName());
        if (auto copied = copyFile(disk.disk, disk.to, words, job); !copied)
            return copied;
        if (auto removed = removeSnapshots(disk.to, qemuImg); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<void> forkDisks(const Environment &environment, const VmRef &vm,
                       const std::vector<DiskFork> &disks, const JobContext &job)
{
    if (auto checked = checkDisks(vm, disks); !checked)
        return checked;
    const Paths &paths = environment.paths;
    awaitEndOfKeeper(paths, vm);
    auto lock = LabLock::acquire(paths, vm.lab, LabLock::Wait::ForUp);
    if (!lock)
        return fail(lock.error());
    Result<void> forked;
    if (isRunning(paths, vm)) {
        // The lock guards against a start; a running VM needs no such guard, and copying takes
        // long.
        {
            const LabLock released = std::move(*lock);
        }
        forked = forkRunningDisks(environment, vm, disks, job);
    } else {
        forked = copyStopped(disks, environment.programs.qemuImg, job);
    }
    if (!forked)
        removeForks(disks);
    return forked;
}

Result<void> forkDisk(const Environment &environment, const VmRef &vm, const QString &to,
                      const JobContext &job)
{
    const QString disk = environment.paths.places(vm).systemDisk();
    return forkDisks(environment, vm, {{QStringLiteral("disk0"), disk, to}}, job);
}

} // namespace hydra
