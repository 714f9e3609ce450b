// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/facts.h"

#include <QSysInfo>

#include <sys/sysctl.h>
#include <unistd.h>

#include <algorithm>

namespace hydra {
namespace {

std::uint64_t numberOf(const char *name)
{
    std::uint64_t value = 0;
    std::size_t size = sizeof value;
    return ::sysctlbyname(name, &value, &size, nullptr, 0) == 0 ? value : 0;
}

} // namespace

MachineFacts machineFacts()
{
    const QString arch = QSysInfo::currentCpuArchitecture();
    return {QStringLiteral("macos"), arch == u"arm64" ? QStringLiteral("aarch64") : arch,
            std::max(1, static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN))),
            MemorySize::bytes(numberOf("hw.memsize"))};
}

} // namespace hydra
