// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/clone.h"

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "host/ports.h"
#include "lab/clone_text.h"
#include "lab/create.h"
#include "lab/fork_disk.h"
#include "lab/identity.h"
#include "lab/owned_lab.h"
#include "lab/start.h"
#include "vm/backend.h"

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

/// The disks that a VM has by now. None: it never ran.
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

Result<void> cloneVm(const Environment &environment, const VmRef &from, const VmRef &to, const VmSpec &spec, const JobContext &job)
{
    const Paths &paths = environment.paths;
    const VmFiles source = vmFiles(paths, from, spec);
    const VmFiles target = vmFiles(paths, to, spec);
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
    if (auto copied = copySmallFile(source.stateDir + QStringLiteral("/disk.base"), target.stateDir + QStringLiteral("/disk.base")); !copied)
        return copied;
    return source.uefiVars.isEmpty() ? Result<void>() : copySmallFile(source.uefiVars, target.uefiVars);
}

Result<void> cloneVms(const Environment &environment, const LoadedTarget &source, const LabSpec &lab, const JobContext &job)
{
    for (const VmSpec &vm : lab.vms) {
        if (auto cloned = cloneVm(environment, source.lab.ref(vm.name), {lab.name, vm.name}, vm, job); !cloned)
            return cloned;
    }
    return {};
}

} // namespace

Result<Clone> cloneLab(const Environment &environment, const LoadedTarget &source, const QString &name, const JobContext &job)
{
    const Paths &paths = environment.paths;
    if (auto free = checkNewLab(paths, name); !free)
        return fail(free.error());
    const QString file = newLabFile(paths, name);
    const auto text = cloneText(source, name, file, freePorts(source.lab.spec));
    if (!text)
        return fail(text.error());
    if (auto written = writeNewLab(paths, name, text->text); !written)
        return fail(written.error());
    Result<void> cloned = ownLab(paths, name, OwnedKind::Unfinished);
    if (cloned) {
        // Nobody shall start it before it is whole.
        const auto lock = FileLock::acquire(paths.labState(name) + QStringLiteral("/up.lock"), std::chrono::seconds(10));
        cloned = lock ? cloneVms(environment, source, text->spec, job) : Result<void>(fail(lock.error()));
        if (cloned)
            disownLab(paths, name);
    }
    if (cloned)
        return Clone{file, text->notes};
    if (auto removed = removeOwnedLab(paths, name); !removed)
        QFile::remove(file);
    return fail(cloned.error());
}

} // namespace hydra
