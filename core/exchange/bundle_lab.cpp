// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/bundle_lab.h"

#include "config/write_lab.h"
#include "exchange/lab_copy.h"
#include "exchange/secrets.h"
#include "lab/check_start.h"

namespace hydra {
namespace {

void giveName(QString &image, const std::map<QString, QString> &names)
{
    if (const auto name = names.find(image); name != names.end())
        image = name->second;
}

void noteOtherFiles(const VmSpec &vm, QStringList &notes)
{
    QStringList files;
    for (const QString &file : {vm.kernel.kernel, vm.kernel.initrd, vm.firmware.code, vm.firmware.vars}) {
        if (!file.isEmpty())
            files << file;
    }
    for (const ShareSpec &share : vm.shares)
        files << share.host;
    if (!files.isEmpty())
        notes << QStringLiteral("%1: these are not part of the bundle: %2").arg(vm.name, files.join(QStringLiteral(", ")));
}

} // namespace

BundleLab bundleLab(const LoadedTarget &target, const std::map<QString, QString> &names, bool withSecrets)
{
    BundleLab lab;
    LabSpec spec = onlyVms(target.lab.spec, target.vms);
    for (VmSpec &vm : spec.vms) {
        giveName(vm.image, names);
        giveName(vm.kernel.dataDisk, names);
        if (!withSecrets)
            removeSecrets(vm, lab.notes);
        noteOtherFiles(vm, lab.notes);
    }
    // Comments of a file that has secrets may tell them too.
    const bool same = spec == target.lab.spec;
    lab.text = same ? target.lab.text : writeLab(spec);
    return lab;
}

QStringList cautions(const LabSpec &lab)
{
    QStringList notes;
    for (const VmSpec &vm : lab.vms) {
        if (!vm.qemuArgs.isEmpty())
            notes << QStringLiteral("%1: qemu_args can do anything on this machine; read them before you start it: %2").arg(vm.name, vm.qemuArgs.join(u' '));
        for (const ShareSpec &share : vm.shares)
            notes << QStringLiteral("%1: it shares %2 of this machine with its guest").arg(vm.name, share.host);
        if (const QStringList paths = relativePaths(vm); !paths.isEmpty())
            notes << QStringLiteral("%1: these are looked for beside the new lab file: %2").arg(vm.name, paths.join(QStringLiteral(", ")));
        if (vm.bind != u"127.0.0.1")
            notes << QStringLiteral("%1: its ports are open to others: bind is %2").arg(vm.name, vm.bind);
    }
    return notes;
}

} // namespace hydra
