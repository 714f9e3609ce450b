// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/config/edit_lab.h"
#include "core/config/lab_spec.h"

#include <QJsonObject>

namespace hydra::ui {

/// What of a VM's place on its lab's network is to be another; what is nothing stays.
struct NetworkChange {
    std::optional<EgressSpec> egress;
    std::optional<PeersSpec> peers;
    std::optional<LinkSpec> link;
    bool operator==(const NetworkChange &) const = default;
};

/// The parameters of the keeper's request `network_set`. Pure.
[[nodiscard]] QJsonObject toRequest(const NetworkChange &change);
/// The edits of the lab file that make it so from the next start on. Pure.
[[nodiscard]] std::vector<LabEdit> toEdits(const QString &vm, const NetworkChange &change);
/// The hydractl command of a change of one thing. Pure.
[[nodiscard]] QString toCommand(const VmRef &vm, const NetworkChange &change);

/// The policy and link in the keeper's reply to `network`; what it does not tell is FALLBACK's.
/// Pure.
[[nodiscard]] NetworkChange policyIn(const QJsonObject &reply, const NetworkChange &fallback);

} // namespace hydra::ui
