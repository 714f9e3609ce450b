// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/krunkit/http_call.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// gvproxy's configuration file: the lab file's subnet, the guest's DHCP lease by its MAC, and
/// access from the guest to this host's loopback through the gateway's address, as in QEMU's user
/// network. Pure.
[[nodiscard]] QByteArray gvproxyConfig(const UserNetworkSpec &network, const QString &mac,
                                       const std::vector<PlannedPort> &ports);

/// The requests for forwards that are added once gvproxy runs: all but SSH's.
[[nodiscard]] std::vector<HttpCall> exposeCalls(const UserNetworkSpec &network,
                                                const std::vector<PlannedPort> &ports);

} // namespace hydra
