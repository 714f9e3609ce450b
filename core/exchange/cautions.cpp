// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/cautions.h"

#include "core/lab/spec_paths.h"

namespace hydra {

QStringList cautions(const LabSpec &lab)
{
    QStringList notes;
    for (const VmSpec &vm : lab.vms) {
        if (!vm.qemuArgs.isEmpty())
            notes << QStringLiteral("%1: qemu_args can do anything on this machine; read them "
                                    "before you start it: %2")
                         .arg(vm.name, vm.qemuArgs.join(u' '));
        for (const ShareSpec &share : vm.shares)
            notes << QStringLiteral("%1: it shares %2 of this machine with its guest")
                         .arg(vm.name, share.host);
        if (const QStringList paths = relativePaths(vm); !paths.isEmpty())
            notes << QStringLiteral("%1: these are looked for beside the new lab file: %2")
                         .arg(vm.name, paths.join(QStringLiteral(", ")));
        if (vm.bind != u"127.0.0.1")
            notes << QStringLiteral("%1: its ports are open to others: bind is %2")
                         .arg(vm.name, vm.bind);
    }
    return notes;
}

} // namespace hydra
