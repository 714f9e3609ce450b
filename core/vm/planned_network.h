// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/lab_network.h"
#include "core/vm/launch_plan.h"

#include <QJsonObject>

namespace hydra {

/// What of a VM's policy and link may be changed while it runs, in the words of hydra-switch
/// (network/control.h: `readPolicy`, `readLink`). Pure.
[[nodiscard]] QJsonValue egressJson(const EgressSpec &egress);
[[nodiscard]] QJsonValue peersJson(const PeersSpec &peers);
[[nodiscard]] QJsonObject linkJson(const LinkSpec &link);

/// What a VM's port on NETWORK is planned from.
struct PortInput {
    const LabNetwork &network;
    const QStringList &resolvers; ///< the lab file's; the first counts. None: this machine's
    const VmSpec &vm;
    QString switchSocket;
};
[[nodiscard]] PlannedNetwork planNetwork(const PortInput &input);

/// VM as its guest is set up on NETWORK: what is said of a user network is what this one says.
/// Pure.
[[nodiscard]] VmSpec onLabNetwork(VmSpec vm, const LabNetwork &network);

} // namespace hydra
