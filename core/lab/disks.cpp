// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/disks.h"

#include "base/atomic_file.h"
#include "image/grow_disk.h"
#include "lab/disk_sizes.h"
#include "lab/instant.h"
#include "vm/qemu/choices.h"
#include "vm/restore_intent.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace hydra {
namespace {

// What a disk was made from is remembered beside it, so that another `image:` cannot go unnoticed.
QString baseRecord(const PreparedVm &vm)
{
    return vm.files.stateDir + QStringLiteral("/disk.base");
}

// And what its guest was set up with.
QString setupRecord(const QString &stateDir)
{
    return stateDir + QStringLiteral("/disk.setup");
}

Result<void> recordSetup(const PreparedVm &vm)
{
    QJsonObject setup;
    for (const Trait &trait : setupOf(vm.spec))
        setup[trait.name] = trait.value;
    return writeFileAtomically(setupRecord(vm.files.stateDir), QJsonDocument(setup).toJson());
}

Result<void> ask(const PreparedVm &vm, const QString &what)
{
    return fail(ErrorCode::Conflict, what, vm.ref.toString(),
                QStringLiteral("start with --keep-disk to go on with the disk, or with --fresh-disk to lose its content"));
}

/// Whether there is a disk that may be used as it is.
Result<bool> keepsDisk(const PreparedVm &vm, DiskPolicy policy)
{
    if (!QFileInfo::exists(vm.files.systemDisk) || policy == DiskPolicy::Fresh)
        return false;
    if (policy == DiskPolicy::Keep)
        return true;
    const auto base = readFile(baseRecord(vm), 16 << 10);
    if (!base || *base != vm.image->path.toUtf8())
        return fail(ask(vm, QStringLiteral("its disk was made from another image than %1").arg(vm.image->name)).error());
    if (const QString key = changedSetup(vm.files.stateDir, vm.spec); !key.isEmpty())
        return fail(ask(vm, QStringLiteral("%1: the guest on its disk was set up with another value").arg(key)).error());
    return true;
}

Result<void> makeSystemDisk(const PreparedVm &vm, const QString &qemuImg)
{
    QFile::remove(vm.files.systemDisk);
    dropRestoreIntent(vm.files.stateDir); // what should have been restored was in it
    if (!vm.files.uefiVars.isEmpty())
        QFile::remove(vm.files.uefiVars);
    // The record first: a disk without one looks like another image's.
    if (auto written = writeFileAtomically(baseRecord(vm), vm.image->path.toUtf8()); !written)
        return written;
    return createOverlay(vm.files.systemDisk, *vm.image, vm.spec.diskSize, qemuImg);
}

// A size below the image's own asks for nothing. A disk that is kept though its image is another has the size
// it has.
Result<void> growSystemDisk(const PreparedVm &vm, const QString &qemuImg, DiskPolicy policy)
{
    const MemorySize size = vm.spec.diskSize > vm.image->virtualSize ? vm.spec.diskSize : MemorySize();
    if (auto grown = growDisk(vm.files.systemDisk, size, qemuImg); !grown && policy != DiskPolicy::Keep)
        return grown;
    return {};
}

Result<void> ensureSystemDisk(const PreparedVm &vm, const QString &qemuImg, const UpOptions &options)
{
    if (!vm.image)
        return {};
    const auto keeps = keepsDisk(vm, options.disk);
    if (!keeps)
        return fail(keeps.error());
    if (auto made = *keeps ? growSystemDisk(vm, qemuImg, options.disk) : makeSystemDisk(vm, qemuImg); !made)
        return made;
    return recordSetup(vm);
}

Result<void> ensureUefiVars(const PreparedVm &vm, const HostFacts &host)
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

} // namespace

Result<void> ensureDisks(const PreparedVm &vm, const HostFacts &host, const UpOptions &options)
{
    const QString &qemuImg = host.programs.qemuImg;
    // Before anything is made anew or longer.
    for (const Error &shrunk : shrunkDisks(vm.ref, vm.spec, vm.files, vm.image ? vm.image->virtualSize : MemorySize())) {
        if (!shrunk.what.startsWith(u"disk_size") || options.disk == DiskPolicy::Ask)
            return fail(shrunk);
    }
    if (auto made = ensureSystemDisk(vm, qemuImg, options); !made)
        return made;
    for (std::size_t i = 0; i < vm.files.dataDisks.size(); ++i) {
        const QString &path = vm.files.dataDisks[i];
        const MemorySize size = vm.spec.disks[i].size;
        if (auto made = QFileInfo::exists(path) ? growDisk(path, size, qemuImg) : createDisk(path, size, qemuImg); !made)
            return made;
    }
    return ensureUefiVars(vm, host);
}

QString changedSetup(const QString &stateDir, const VmSpec &spec)
{
    const auto text = readFile(setupRecord(stateDir), 1 << 20);
    const QJsonObject before = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
    for (const Trait &trait : setupOf(spec)) {
        if (before.contains(trait.name) && before[trait.name].toString() != trait.value)
            return trait.name;
    }
    return {};
}

} // namespace hydra
