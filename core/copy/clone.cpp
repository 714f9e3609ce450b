// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/clone.h"

#include "core/base/atomic_file.h"
#include "core/copy/clone_text.h"
#include "core/copy/owned_lab.h"
#include "core/disk/fork_disk.h"
#include "core/host/ports.h"
#include "core/lab/create.h"
#include "core/lab/identity.h"
#include "core/lab/lab_lock.h"
#include "core/lab/lab_vm.h"
#include "core/vm/plan_input.h"
#include "core/vm/ports.h"

#include <QFileInfo>

namespace hydra {
namespace {

PortChooser freePorts(const LabSpec &source)
{
    std::set<std::uint16_t> taken;
    for (const VmSpec &vm : source.vms) {
        for (const PlannedPort &port : planPorts(vm, {}))
            taken.insert(port.hostPort);
    }
    return [taken](const QString &address, std::uint16_t wanted, Protocol protocol) mutable {
        const auto port = proposeFreePort(address, wanted, protocol, taken);
        if (port)
            taken.insert(*port);
        return port;
    };
}

Result<void> copySmallFile(const QString &from, const QString &to)
{
    if (!QFileInfo::exists(from))
        return {};
    const auto content = readFile(from);
    if (!content)
        return fail(content.error());
    return writeFileAtomically(to, *content);
}

/// A VM's existing disks; none if it never ran.
std::vector<DiskFork> disksOf(const VmFiles &from, const VmFiles &to)
{
    std::vector<DiskFork> disks;
    const auto add = [&disks](const QString &node, const QString &disk, const QString &copy) {
        if (!disk.isEmpty() && QFileInfo::exists(disk))
            disks.push_back({node, disk, copy});
    };
    add(QStringLiteral("disk0"), from.systemDisk, to.systemDisk);
    for (size_t i = 0; i < from.dataDisks.size(); ++i)
        add(QStringLiteral("data%1").arg(i), from.dataDisks[i], to.dataDisks[i]);
    return disks;
}

Result<void> cloneVm(const Environment &environment, const VmRef &from, const VmRef &to,
                     const VmSpec &spec, const JobContext &job)
{
    const Paths &paths = environment.paths;
    const VmFiles source = vmFiles(paths.places(from), spec);
    const VmFiles target = vmFiles(paths.places(to), spec);
    const std::vector<DiskFork> disks = disksOf(source, target);
    if (auto made = makePrivateDir(target.stateDir); !made)
        return made;
    VmIdentity identity;
    identity.freshMachineId = true;
    if (auto written = writeIdentity(target.stateDir, identity); !written)
        return written;
    if (disks.empty())
        return {};
    if (auto forked = forkDisks(environment, from, disks, job); !forked)
        return forked;
    const VmPlaces was = source.places(), is = target.places();
    for (const auto &[record, copy] : {std::pair(was.diskBase(), is.diskBase()),
                                       std::pair(was.baseIdentity(), is.baseIdentity())}) {
        if (auto copied = copySmallFile(record, copy); !copied)
            return copied;
    }
    return source.uefiVars.isEmpty() ? Result<void>()
                                     : copySmallFile(source.uefiVars, target.uefiVars);
}

Result<void> cloneVms(const Environment &environment, const LoadedTarget &source,
                      const LabSpec &lab, const JobContext &job)
{
    for (const VmSpec &vm : lab.vms) {
        if (auto cloned =
                cloneVm(environment, source.lab.ref(vm.name), {lab.name, vm.name}, vm, job);
            !cloned)
            return cloned;
    }
    return {};
}

Result<void> claimCloneName(const Paths &paths, const CloneText &text)
{
    // Again under the lock: another command may have taken the name before.
    if (auto free = checkNewLab(paths, text.spec.name); !free)
        return free;
    return ownLab(paths, text.spec.name, OwnedKind::Unfinished, text.text);
}

// The lab file comes last, so that nobody finds the clone before it is whole.
Result<void> fillClone(const Environment &environment, const LoadedTarget &source,
                       const CloneText &text, const JobContext &job)
{
    const QString &name = text.spec.name;
    if (auto cloned = cloneVms(environment, source, text.spec, job); !cloned)
        return cloned;
    if (auto written = writeNewLab(environment.paths, name, text.text); !written)
        return fail(written.error());
    disownLab(environment.paths, name);
    return {};
}

Result<void> makeClone(const Environment &environment, const LoadedTarget &source,
                       const CloneText &text, const JobContext &job)
{
    const QString &name = text.spec.name;
    auto lock = LabLock::acquireNew(environment.paths, name, LabLock::Wait::No);
    if (!lock)
        return fail(lock.error());
    if (auto claimed = claimCloneName(environment.paths, text); !claimed) {
        lock->removeIfAlone();
        return claimed;
    }
    const auto filled = fillClone(environment, source, text, job);
    {
        const LabLock released = std::move(*lock);
    }
    if (!filled)
        (void)removeOwnedLab(environment.paths, name);
    return filled;
}

} // namespace

Result<Clone> cloneLab(const Environment &environment, const LoadedTarget &source,
                       const QString &name, const JobContext &job)
{
    const Paths &paths = environment.paths;
    if (auto free = checkNewLab(paths, name); !free)
        return fail(free.error());
    const QString file = paths.labFile(name);
    const auto text = cloneText(source, name, file, freePorts(source.lab.spec));
    if (!text)
        return fail(text.error());
    if (auto made = makeClone(environment, source, *text, job); !made)
        return fail(made.error());
    return Clone{file, text->notes};
}

} // namespace hydra
