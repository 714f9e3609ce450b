// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/disk_sizes.h"

#include "core/image/qcow2.h"

#include <QDir>
#include <QRegularExpression>

namespace hydra {
namespace {

void compare(std::vector<Error> &errors, const VmRef &ref, const QString &key, const QString &path,
             MemorySize wanted, const char *otherwise)
{
    const auto head = readQcow2Head(path);
    if (!head || wanted == MemorySize() || wanted >= head->virtualSize)
        return;
    errors.push_back({ErrorCode::Conflict,
                      QStringLiteral("%1: the disk has %2 and cannot shrink to %3")
                          .arg(key, head->virtualSize.toDisplay(), wanted.toDisplay()),
                      ref.toString(),
                      QStringLiteral("write %1, or %2")
                          .arg(head->virtualSize.toString(), QLatin1String(otherwise)),
                      {}});
}

} // namespace

std::vector<Error> shrunkDisks(const VmRef &ref, const VmSpec &vm, const VmFiles &files,
                               MemorySize imageSize)
{
    std::vector<Error> errors;
    if (vm.diskSize != MemorySize() && vm.diskSize < imageSize)
        errors.push_back(
            {ErrorCode::Failed,
             QStringLiteral("disk_size: %1 is less than its image has, %2; a disk "
                            "cannot be smaller than its image")
                 .arg(vm.diskSize.toDisplay(), imageSize.toDisplay()),
             ref.toString(),
             QStringLiteral("write %1 or more, or leave disk_size out").arg(imageSize.toString()),
             {}});
    else if (vm.diskSize > imageSize)
        compare(errors, ref, QStringLiteral("disk_size"), files.systemDisk, vm.diskSize,
                "start with --fresh-disk to lose its content");
    for (std::size_t i = 0; i < files.dataDisks.size() && i < vm.disks.size(); ++i)
        compare(errors, ref, QStringLiteral("disks[%1].size").arg(i), files.dataDisks[i],
                vm.disks[i].size, "give the smaller one another name: this one is kept");
    return errors;
}

QStringList detachedDisks(const VmSpec &vm, const VmFiles &files)
{
    static const QRegularExpression name(QStringLiteral("\\Adisk-(.+)\\.qcow2\\z"));
    QStringList detached;
    for (const QString &file :
         QDir(files.stateDir).entryList({QStringLiteral("disk-*.qcow2")}, QDir::Files)) {
        const QString disk = name.match(file).captured(1);
        const bool used = std::any_of(vm.disks.begin(), vm.disks.end(),
                                      [&](const DiskSpec &spec) { return spec.name == disk; });
        if (!used)
            detached << disk;
    }
    return detached;
}

} // namespace hydra
