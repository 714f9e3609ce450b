// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/log_limits.h"

#include "core/base/atomic_file.h"

#include <QFile>

#include <unistd.h>

namespace hydra {

bool limitProgramLog(const QString &path, qint64 limit)
{
    QFile log(path);
    if (log.size() <= limit || !log.open(QIODevice::ReadOnly))
        return false;
    // All of it where possible, so that who reads it finds its place in the copy.
    const qint64 kept = log.size() <= 2 * limit ? log.size() : limit;
    log.seek(log.size() - kept);
    (void)writeFileAtomically(path + QStringLiteral(".1"), log.read(kept));
    return ::truncate(QFile::encodeName(path).constData(), 0) == 0;
}

} // namespace hydra
