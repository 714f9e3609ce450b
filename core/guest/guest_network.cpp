// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_network.h"

#include "core/guest/guest_setup.h"

namespace hydra {
namespace {

QString orHost(const QString &address, const UserNetworkSpec &network, int host)
{
    return address.isEmpty() ? QStringLiteral("%1.%2").arg(network.prefix).arg(host) : address;
}

} // namespace

GuestNetwork guestNetwork(const VmSpec &vm)
{
    const UserNetworkSpec &network = vm.userNetwork;
    QString address = orHost(network.address, network, 15);
    if (!address.contains(u'/'))
        address += QStringLiteral("/24");
    return {.address = address,
            .gateway = gatewayOf(network),
            .servers = QStringList{orHost(network.dns, network, 3)} + network.resolvers,
            .search = network.search};
}

QString guestHostname(const VmSpec &vm)
{
    return vm.hostname.isEmpty() ? vm.name : vm.hostname;
}

} // namespace hydra
