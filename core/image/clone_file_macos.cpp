// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/copy_file.h"

#include <QFile>

#include <sys/clonefile.h>
#include <sys/stat.h>

namespace hydra {

bool cloneFile(const QString &from, const QString &to)
{
    const QByteArray target = QFile::encodeName(to);
    return ::clonefile(QFile::encodeName(from).constData(), target.constData(), 0) == 0 &&
           ::chmod(target.constData(), 0600) == 0;
}

} // namespace hydra
