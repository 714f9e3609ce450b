// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle_lab.h"

#include "core/config/write_lab.h"
#include "core/exchange/lab_copy.h"
#include "core/exchange/secrets.h"

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
    for (const QString &file :
         {vm.kernel.kernel, vm.kernel.initrd, vm.firmware.code, vm.firmware.vars}) {
        if (!file.isEmpty())
            files << file;
    }
    for (const ShareSpec &share : vm.shares)
        files << share.host;
    if (!files.isEmpty())
        notes << QStringLiteral("%1: these are not part of the bundle: %2")
                     .arg(vm.name, files.join(QStringLiteral(", ")));
}

} // namespace

BundleLab bundleLab(const LoadedTarget &target, const std::map<QString, QString> &names,
                    bool withSecrets)
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
    // A lab whose secrets were removed is written anew, since its comments might reveal them.
    const bool same = spec == target.lab.spec;
    lab.text = same ? target.lab.text : writeLab(spec);
    return lab;
}

} // namespace hydra
