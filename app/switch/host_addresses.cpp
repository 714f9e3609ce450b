// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/host_addresses.h"

#include <algorithm>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace hydra::net {

std::vector<Ipv4> hostAddresses()
{
    std::vector<Ipv4> found;
    ifaddrs *all = nullptr;
    if (::getifaddrs(&all) != 0)
        return found;
    for (const ifaddrs *entry = all; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET)
            continue;
        const auto *address = reinterpret_cast<const sockaddr_in *>(entry->ifa_addr);
        found.push_back({.value = ntohl(address->sin_addr.s_addr)});
    }
    ::freeifaddrs(all);
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace hydra::net
