// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/start/reset.h"

#include "core/lab/lab_lock.h"
#include "core/lab/spec_paths.h"
#include "core/lab/vm_image.h"
#include "core/reach/kill_vm.h"
#include "core/reach/vm_link.h"
#include "core/start/start.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

Result<void> checkResettable(const Environment &environment, const LoadedTarget &target)
{
    for (const QString &name : target.vms) {
        const VmRef vm = target.lab.ref(name);
        const VmSpec &spec = *target.lab.spec.vm(name);
        if (spec.protect)
            return fail(
                ErrorCode::Conflict, QStringLiteral("is protected"), vm.toString(),
                QStringLiteral("`hydractl set %1 %2 protect=false` allows it").arg(vm.lab, vm.vm));
        const VmSpec absolute = withAbsolutePaths(spec, target.lab.file);
        if (auto found = checkImage(environment.paths, absolute);
            !imageNameOf(absolute).isEmpty() && !found)
            return found;
    }
    return {};
}

Result<void> killAndClear(const Paths &paths, const LoadedTarget &target, const JobContext &job)
{
    for (const QString &name : target.vms) {
        const VmRef vm = target.lab.ref(name);
        if (job.progress)
            job.progress({-1, QStringLiteral("Resetting %1").arg(vm.toString())});
        if (auto killed = killVm(paths, vm); !killed)
            return killed;
        if (auto removed = removeDiskState(paths.vmState(vm)); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<void> removeDiskState(const QString &stateDir)
{
    const QDir dir(stateDir);
    bool gone = true;
    // The record of its image is kept: a disk without one seems to be of another image.
    for (const QString &pattern : {QStringLiteral("disk*.qcow2"), QStringLiteral("uefi-vars.fd"),
                                   QStringLiteral("snapshots.json"), QStringLiteral("restore.json"),
                                   QStringLiteral("restored.json"), QStringLiteral("disk.setup"),
                                   QStringLiteral("disk.base"), QStringLiteral("disk.base.json")}) {
        for (const QString &file : dir.entryList({pattern}, QDir::Files))
            gone = QFile::remove(dir.filePath(file)) && gone;
    }
    QDir snapshots(dir.filePath(QStringLiteral("snapshots")));
    gone = (!snapshots.exists() || snapshots.removeRecursively()) && gone;
    return gone ? Result<void>()
                : fail(ErrorCode::Failed, QStringLiteral("could not be removed completely"),
                       stateDir, QStringLiteral("check its permissions, then try again"));
}

Result<QStringList> resetVms(const Environment &environment, const LoadedTarget &target,
                             const JobContext &job)
{
    if (auto checked = checkResettable(environment, target); !checked)
        return fail(checked.error());
    const Paths &paths = environment.paths;
    LoadedTarget again = target;
    again.vms.removeIf([&](const QString &vm) { return !isRunning(paths, target.lab.ref(vm)); });
    if (QFileInfo::exists(paths.labState(target.lab.spec.name))) {
        const auto lock = LabLock::acquire(paths, target.lab.spec.name, LabLock::Wait::ForUp);
        if (!lock)
            return fail(lock.error());
        if (auto cleared = killAndClear(paths, target, job); !cleared)
            return fail(cleared.error());
    }
    if (again.vms.isEmpty())
        return QStringList();
    UpOptions options;
    options.disk = DiskPolicy::Fresh;
    if (auto started = startVms(environment, again, options, job); !started)
        return fail(started.error());
    return again.vms;
}

} // namespace hydra
