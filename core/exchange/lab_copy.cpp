// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/lab_copy.h"

#include "core/exchange/secrets.h"
#include "core/lab/spec_paths.h"

namespace hydra {
namespace {

QStringList hostFilesOf(const VmSpec &vm)
{
    QStringList files;
    const bool direct = vm.boot == BootMode::Kernel;
    if (vm.image.contains(u'/') && !direct)
        files << vm.image;
    if (direct)
        files << vm.kernel.kernel << vm.kernel.initrd << vm.kernel.dataDisk;
    files << vm.firmware.code << vm.firmware.vars;
    for (const ShareSpec &share : vm.shares)
        files << share.host;
    files.removeAll(QString());
    return files;
}

} // namespace

LabSpec onlyVms(LabSpec lab, const QStringList &vms)
{
    std::erase_if(lab.vms, [&vms](const VmSpec &vm) { return !vms.contains(vm.name); });
    for (VmSpec &vm : lab.vms) {
        for (QStringList *names : {&vm.after, &vm.peers.only})
            names->removeIf([&vms](const QString &other) { return !vms.contains(other); });
    }
    return lab;
}

LabSpec labCopy(const ExportRequest &request, QStringList &notes)
{
    LabSpec lab = onlyVms(request.lab, request.vms);
    for (VmSpec &vm : lab.vms) {
        vm = withAbsolutePaths(vm, request.labFile);
        if (!request.withSecrets)
            removeSecrets(vm, notes);
    }
    return lab;
}

ExportRequest withoutWebLogins(ExportRequest request, QStringList &notes)
{
    for (VmSpec &vm : request.lab.vms) {
        if (!request.withSecrets && request.vms.contains(vm.name))
            removeWebLogins(vm, notes);
    }
    return request;
}

QStringList notesOfFiles(const LabSpec &lab)
{
    QStringList notes;
    for (const VmSpec &vm : lab.vms) {
        if (const QStringList files = hostFilesOf(vm); !files.isEmpty())
            notes << QStringLiteral("%1: it needs these files where it runs: %2")
                         .arg(vm.name, files.join(QStringLiteral(", ")));
    }
    return notes;
}

} // namespace hydra
