// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/usage.h"

#include <QFile>
#include <QList>

#include <unistd.h>

namespace hydra {

ProcessUsage usageOf(const ProcessId &id)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(id.pid));
    if (!isAlive(id) || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.read(4096);
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 1).simplified().split(' ');
    if (fields.size() < 22)
        return {};
    // Fields 14, 15 and 24 of proc(5), where 3 is the first after the name.
    const qint64 ticks = fields[11].toLongLong() + fields[12].toLongLong();
    return {ticks * 1000 / ::sysconf(_SC_CLK_TCK),
            fields[21].toLongLong() * ::sysconf(_SC_PAGESIZE)};
}

} // namespace hydra
