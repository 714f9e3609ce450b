// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/kubelet_dirs.h"

#include "core/vm/shares.h"

#include <QDir>

namespace hydra {

Result<void> ensureKubeletDirs(const VmSpec &vm)
{
    if (vm.kubeletShares != KubeletShares::Local || vm.kubeletPrefix.isEmpty())
        return {};
    for (const char *dir : kubeletDirs) {
        if (!QDir().mkpath(vm.kubeletPrefix + QLatin1String(dir)))
            return fail(ErrorCode::Failed,
                        QStringLiteral("kubelet_prefix: cannot make the directory"),
                        vm.kubeletPrefix + QLatin1String(dir),
                        QStringLiteral("write a prefix that you may write to"));
    }
    return {};
}

} // namespace hydra
