// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/start/remove.h"

#include "core/lab/lab_lock.h"
#include "core/reach/vm_link.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

Result<void> removeDir(const QString &path)
{
    if (!QFileInfo::exists(path) || QDir(path).removeRecursively())
        return {};
    return fail(ErrorCode::Failed, QStringLiteral("could not be removed completely"), path,
                QStringLiteral("check its permissions, then try again"));
}

Result<void> removeVms(const Paths &paths, const LoadedTarget &target)
{
    for (const QString &name : target.vms) {
        const VmRef vm = target.lab.ref(name);
        for (const QString &dir : {paths.vmRuntime(vm), paths.vmState(vm)}) {
            if (auto removed = removeDir(dir); !removed)
                return removed;
        }
    }
    return {};
}

} // namespace

Result<void> checkRemovable(const Paths &paths, const LoadedTarget &target)
{
    for (const QString &name : target.vms) {
        const VmRef vm = target.lab.ref(name);
        if (isRunning(paths, vm))
            return fail(ErrorCode::Conflict, QStringLiteral("is running"), vm.toString(),
                        QStringLiteral("stop it first: `hydractl down %1`, or `hydractl kill %1`")
                            .arg(vm.toString()));
        if (target.lab.spec.vm(name)->protect)
            return fail(
                ErrorCode::Conflict, QStringLiteral("is protected"), vm.toString(),
                QStringLiteral("`hydractl set %1 %2 protect=false` allows it").arg(vm.lab, vm.vm));
    }
    return {};
}

Result<void> removeLab(const Environment &environment, const LoadedTarget &target)
{
    const Paths &paths = environment.paths;
    const QString lab = target.lab.spec.name;
    if (auto free = checkRemovable(paths, target); !free)
        return free;
    const auto lock = LabLock::acquire(paths, lab, LabLock::Wait::No);
    if (!lock && lock.error().code != ErrorCode::NotFound)
        return fail(lock.error());
    // Again, since whoever held the lock until now may have started them.
    if (auto free = checkRemovable(paths, target); !free)
        return free;
    if (auto removed = removeVms(paths, target); !removed)
        return removed;
    if (target.vms.size() < qsizetype(target.lab.spec.vms.size()))
        return {};
    if (QFileInfo(target.lab.file) == QFileInfo(paths.labFile(lab)))
        QFile::remove(target.lab.file);
    if (auto removed = removeDir(paths.labRuntime(lab)); !removed)
        return removed;
    return removeDir(paths.labState(lab));
}

} // namespace hydra
