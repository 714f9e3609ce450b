// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/image_users.h"

#include "core/base/atomic_file.h"

#include <QDir>

namespace hydra {

QStringList imageUsers(const Paths &paths, const StoredImage &image)
{
    QStringList users;
    const QDir state(paths.stateDir);
    for (const QString &lab : state.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir labDir(state.filePath(lab));
        for (const QString &vm : labDir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto base = readFile(VmPlaces{labDir.filePath(vm), {}}.diskBase(), 16 << 10);
            if (base && *base == image.path.toUtf8())
                users << labDir.filePath(vm);
        }
    }
    return users;
}

} // namespace hydra
