// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/facts.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSysInfo>

#include <sched.h>
#include <unistd.h>

#include <algorithm>

namespace hydra {
namespace {

int usableCpus()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return std::max(1, static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
}

} // namespace

// The first processor of proc_cpuinfo(5): "model name" and "flags" on x86, "CPU part" and
// "Features" on arm.
QString hostCpu()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString model;
    QCryptographicHash abilities(QCryptographicHash::Sha256);
    for (QByteArray line = file.readLine(); line.size() > 1; line = file.readLine()) {
        if (line.startsWith("model name"))
            model = QString::fromUtf8(line.mid(line.indexOf(':') + 1)).trimmed();
        if (!line.startsWith("cpu MHz") && !line.startsWith("bogomips") &&
            !line.startsWith("processor"))
            abilities.addData(line);
    }
    return QStringLiteral("%1 (%2)").arg(model,
                                         QString::fromLatin1(abilities.result().toHex().left(8)));
}

MachineFacts machineFacts()
{
    const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
    const auto pageSize = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
    const QString arch = QSysInfo::currentCpuArchitecture();
    return {QStringLiteral("linux"), arch == u"arm64" ? QStringLiteral("aarch64") : arch,
            usableCpus(), MemorySize::bytes(pages * pageSize)};
}

} // namespace hydra
