// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/edit_lab.h"
#include "core/config/lab_spec.h"

#include <QJsonObject>

namespace hydra {

/// What of a VM's place on its lab's network is to be another while it runs; what is nothing stays.
/// A value.
struct NetworkChange {
    std::optional<EgressSpec> egress;
    std::optional<bool> hostLoopback;
    std::optional<PeersSpec> peers;
    std::optional<LinkSpec> link;
    bool operator==(const NetworkChange &) const = default;
};

/// The parameters of the keeper's request `network_set` (keeper_client/protocol.h). Pure.
[[nodiscard]] QJsonObject toRequest(const NetworkChange &change);

/// All of it, as the keeper's reply to `network` says it; what that does not tell is VM's. Pure.
[[nodiscard]] NetworkChange networkOf(const QJsonObject &reply, const VmSpec &vm);

/// The edits of the lab file that make CHANGE hold from the next start on. Pure.
[[nodiscard]] std::vector<LabEdit> toEdits(const QString &vm, const NetworkChange &change);

} // namespace hydra
