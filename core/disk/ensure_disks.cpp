// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/ensure_disks.h"

#include "core/base/atomic_file.h"
#include "core/disk/base_record.h"
#include "core/disk/disk_setup.h"
#include "core/disk/disk_sizes.h"
#include "core/disk/kubelet_dirs.h"
#include "core/disk/shared_memory.h"
#include "core/image/grow_disk.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/restore_intent.h"

#include <QFile>
#include <QFileInfo>

namespace hydra {
namespace {

// Whether the disk was made from the image that the lab file names.
bool isOnItsImage(const LabVm &vm)
{
    const auto base = readFile(vm.files.places().diskBase(), 16 << 10);
    return base && *base == vm.image->path.toUtf8();
}

tl::unexpected<Error> ask(const LabVm &vm, const QString &what)
{
    return fail(ErrorCode::Conflict, what, vm.ref.toString(),
                QStringLiteral("start with --keep-disk to go on with the disk, or with "
                               "--fresh-disk to lose its content"));
}

tl::unexpected<Error> askAboutBase(const LabVm &vm, const BaseChange &change)
{
    const QString what =
        QStringLiteral("the image below its disk, %1, has changed since its last start: it %2")
            .arg(vm.image->path, change.what);
    const QString fresh = QStringLiteral("start with --fresh-disk to lose the disk's content");
    return fail(ErrorCode::Conflict, what, vm.ref.toString(),
                QStringLiteral("put the earlier image back, or ") +
                    (change.otherFormat ? fresh
                                        : QStringLiteral("start with --keep-disk to go on with the "
                                                         "disk upon it, or ") +
                                              fresh));
}

Result<void> makeSystemDisk(const LabVm &vm, const QString &qemuImg)
{
    QFile::remove(vm.files.systemDisk);
    dropRestoreIntent(vm.files.stateDir); // an unfinished restore needed the old disk
    if (!vm.files.uefiVars.isEmpty())
        QFile::remove(vm.files.uefiVars);
    // The record is written first: a disk without one seems to be of another image.
    if (auto written = recordBase(vm.files.places(), *vm.image); !written)
        return written;
    return createOverlay(vm.files.systemDisk, *vm.image, vm.spec.diskSize, qemuImg);
}

// Without a larger disk_size there is nothing to do. A disk that is kept despite another image
// keeps its size.
Result<void> growSystemDisk(const LabVm &vm, const QString &qemuImg, DiskPolicy policy)
{
    const MemorySize size =
        vm.spec.diskSize > vm.image->virtualSize ? vm.spec.diskSize : MemorySize();
    if (auto grown = growDisk(vm.files.systemDisk, size, qemuImg);
        !grown && policy != DiskPolicy::Keep)
        return grown;
    return {};
}

Result<void> ensureSystemDisk(const LabVm &vm, const QString &qemuImg, DiskPolicy policy)
{
    if (!vm.image)
        return {};
    const auto keeps = keepsDisk(vm, policy);
    if (!keeps)
        return fail(keeps.error());
    if (auto made = *keeps ? growSystemDisk(vm, qemuImg, policy) : makeSystemDisk(vm, qemuImg);
        !made)
        return made;
    if (*keeps && isOnItsImage(vm)) {
        // Whoever said --keep-disk is not asked again, and a disk of an earlier Hydra gets its
        // record.
        if (auto written = recordBase(vm.files.places(), *vm.image); !written)
            return written;
    }
    return recordSetup(vm.files.stateDir, vm.spec);
}

Result<void> ensureUefiVars(const LabVm &vm, const HostFacts &host)
{
    if (vm.files.uefiVars.isEmpty() || QFileInfo::exists(vm.files.uefiVars))
        return {};
    const auto firmware = chooseFirmware(vm.spec, host);
    if (!firmware)
        return fail(firmware.error());
    if (!*firmware || (*firmware)->varsTemplate.isEmpty())
        return {};
    const auto content = readFile((*firmware)->varsTemplate);
    if (!content)
        return fail(content.error());
    return writeFileAtomically(vm.files.uefiVars, *content);
}

Result<void> ensureDisks(const LabVm &vm, const HostFacts &host, DiskPolicy policy)
{
    const QString &qemuImg = host.programs.qemuImg;
    // Checked before any disk is created or grown. A word about the system disk settles only what
    // becomes of an existing one.
    for (const Error &shrunk :
         shrunkDisks(vm.ref, vm.spec, vm.files, vm.image ? vm.image->virtualSize : MemorySize())) {
        const bool isSettled = shrunk.code == ErrorCode::Conflict &&
                               shrunk.what.startsWith(u"disk_size") && policy != DiskPolicy::Ask;
        if (!isSettled)
            return fail(shrunk);
    }
    if (auto made = ensureSystemDisk(vm, qemuImg, policy); !made)
        return made;
    for (std::size_t i = 0; i < vm.files.dataDisks.size(); ++i) {
        const QString &path = vm.files.dataDisks[i];
        const MemorySize size = vm.spec.disks[i].size;
        if (auto made = QFileInfo::exists(path) ? growDisk(path, size, qemuImg)
                                                : createDisk(path, size, qemuImg);
            !made)
            return made;
    }
    return ensureUefiVars(vm, host);
}

} // namespace

Result<bool> keepsDisk(const LabVm &vm, DiskPolicy policy)
{
    if (!vm.image || !QFileInfo::exists(vm.files.systemDisk) || policy == DiskPolicy::Fresh)
        return false;
    const bool keep = policy == DiskPolicy::Keep;
    if (!isOnItsImage(vm))
        return keep ? Result<bool>(true)
                    : ask(vm, QStringLiteral("its disk was made from another image than %1")
                                  .arg(vm.image->name));
    if (const auto change = changedBase(vm.files.places(), *vm.image);
        change && (!keep || change->otherFormat))
        return askAboutBase(vm, *change);
    if (const QString key = changedSetup(vm.files.stateDir, vm.spec); !keep && !key.isEmpty())
        return ask(
            vm, QStringLiteral("%1: the guest on its disk was set up with another value").arg(key));
    return true;
}

Result<void> ensureVmFiles(const LabVm &vm, const HostFacts &host, DiskPolicy policy)
{
    if (auto made = ensureSharedMemory(vm.spec, vm.files, host); !made)
        return made;
    if (auto made = ensureKubeletDirs(vm.spec); !made)
        return made;
    return ensureDisks(vm, host, policy);
}

} // namespace hydra
