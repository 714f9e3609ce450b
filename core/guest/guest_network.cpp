// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_network.h"

namespace hydra {

GuestNetwork guestNetwork(const VmSpec &vm)
{
    const UserNetworkSpec network = vm.userNetwork.full();
    const bool hasLength = network.address.contains(u'/');
    return {.address = hasLength ? network.address : network.address + QStringLiteral("/24"),
            .gateway = network.gateway,
            .servers = QStringList{network.dns} + network.resolvers,
            .search = network.search};
}

QString guestHostname(const VmSpec &vm)
{
    return vm.hostname.isEmpty() ? vm.name : vm.hostname;
}

} // namespace hydra
