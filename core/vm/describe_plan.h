// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"
#include "vm/krunkit/krunkit_plan.h"

#include <QJsonObject>

namespace hydra {

/// What the caller found out of one VM, beside its VmSpec.
struct DescribedVm {
    QString name;
    VmFiles files;
    std::vector<PlannedPort> ports;
    QString imageUrl;          ///< empty: the spec's
    QString imageSha512;       ///< empty: the spec's
    MemorySize imageSize;      ///< virtual size; zero: unknown
    bool containerdInImage = false;
    QString passwordHash;      ///< empty: no password login
    QStringList authorizedKeys; ///< the lab's key too
    Result<LaunchPlan> plan;
    std::optional<Result<KrunkitPlan>> krunkit; ///< with `backend: krunkit`, instead of PLAN
    std::vector<Error> lacks; ///< what this host lacks: checkHost, a missing image
};

/// The JSON of `hydractl plan` (CONTRACT, section 3). Pure. Describes also what `up` cannot do yet.
/// `warnings` has everything that keeps this host from running the lab, each once. Beyond the
/// contract: `ports[].name`, `guest.k3s_version`, and of krunkit `reboots`, gvproxy's `config` and `calls`. VMs of the lab that VMS does not have are left out.
[[nodiscard]] QJsonObject describePlan(const LabSpec &lab, const HostFacts &host,
                                       const std::vector<DescribedVm> &vms);

/// The parts whose values come from the spec alone.
[[nodiscard]] QJsonArray describeShares(const VmSpec &vm, const HostFacts &host);
[[nodiscard]] QJsonObject describeGuest(const LabSpec &lab, const VmSpec &vm, const HostFacts &host,
                                        const DescribedVm &known);

} // namespace hydra
