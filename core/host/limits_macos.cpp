// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/limits.h"

#include <mach/mach.h>
#include <sys/sysctl.h>

namespace hydra {
namespace {

std::uint16_t portOf(const char *name)
{
    int value = 0;
    std::size_t size = sizeof value;
    return ::sysctlbyname(name, &value, &size, nullptr, 0) == 0 ? static_cast<std::uint16_t>(value)
                                                                : 0;
}

} // namespace

std::optional<MemorySize> availableMemory(const QString &)
{
    vm_statistics64_data_t counts = {};
    mach_msg_type_number_t size = HOST_VM_INFO64_COUNT;
    if (::host_statistics64(::mach_host_self(), HOST_VM_INFO64,
                            reinterpret_cast<host_info64_t>(&counts), &size) != KERN_SUCCESS)
        return std::nullopt;
    const std::uint64_t pages = std::uint64_t(counts.free_count) + counts.inactive_count;
    return MemorySize::bytes(pages * vm_kernel_page_size);
}

std::optional<PortRange> outgoingPorts(const QString &)
{
    const PortRange range{portOf("net.inet.ip.portrange.first"),
                          portOf("net.inet.ip.portrange.last")};
    return range.first != 0 && range.last != 0 ? std::optional(range) : std::nullopt;
}

QString hostBootId()
{
    char text[64] = {};
    std::size_t size = sizeof text - 1;
    return ::sysctlbyname("kern.bootsessionuuid", text, &size, nullptr, 0) == 0
               ? QString::fromLatin1(text)
               : QString();
}

QString packageSystem()
{
    return QStringLiteral("brew");
}

} // namespace hydra
