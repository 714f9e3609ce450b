// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/krunkit/krunkit_plan.h"
#include "core/vm/plan_input.h"

#include <QJsonObject>

namespace hydra {

/// How `up` would start a VM.
struct DescribedStart {
    /// "cold": it boots; "instant": it goes on from its image's frozen guest; "snapshot": from the
    /// memory of a snapshot whose restore was begun; "none": it runs already.
    QString how = QStringLiteral("cold");
    QString why;      ///< in words, where there is something to say
    QString snapshot; ///< of the restore that `up` finishes; empty: none
};

/// What the caller found out about one VM, in addition to its VmSpec.
struct DescribedVm {
    QString name;
    VmFiles files;
    std::vector<PlannedPort> ports;
    QString imageUrl;     ///< empty: the spec's
    QString imageSha512;  ///< empty: the spec's
    MemorySize imageSize; ///< virtual size; zero: unknown
    bool containerdInImage = false;
    QString passwordHash;       ///< empty: no password login
    QStringList authorizedKeys; ///< includes the lab's key
    Result<LaunchPlan> plan;
    std::optional<Result<KrunkitPlan>> krunkit; ///< for `backend: krunkit`, instead of PLAN
    std::vector<PlannedDependency> after;       ///< what `up` waits for before it starts the VM
    DescribedStart start;
    std::vector<Error> lacks; ///< whatever prevents a start: checkHost's findings, a missing image
};

/// The JSON of `hydractl plan`. Pure. Includes what `up` does not support yet. `warnings` lists
/// everything that prevents this host from running the lab, each once. VMs of the lab that are not
/// in VMS are left out.
[[nodiscard]] QJsonObject describePlan(const LabSpec &lab, const HostFacts &host,
                                       const std::vector<DescribedVm> &vms);

/// Parts of the JSON that depend on the spec and the host only.
[[nodiscard]] QJsonArray describeShares(const VmSpec &vm, const HostFacts &host);
[[nodiscard]] QJsonObject describeGuest(const LabSpec &lab, const VmSpec &vm, const HostFacts &host,
                                        const DescribedVm &known);

} // namespace hydra
