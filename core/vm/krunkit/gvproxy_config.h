// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"
#include "vm/krunkit/krunkit_plan.h"

namespace hydra {

/// gvproxy's configuration file: the subnet of the lab file, the guest's lease by its MAC, and a way from the
/// guest to this host's loopback through the gateway's address, as QEMU's user network has it. Pure.
[[nodiscard]] QByteArray gvproxyConfig(const UserNetworkSpec &network, const QString &mac,
                                       const std::vector<PlannedPort> &ports);

/// The forwards that are asked for while it runs: all but SSH's.
[[nodiscard]] std::vector<HttpCall> exposeCalls(const UserNetworkSpec &network, const std::vector<PlannedPort> &ports);

} // namespace hydra
