// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/identity.h"
#include "core/lab/load.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// One VM of a lab together with what this machine holds of it. `up`, `plan`, the window's preview
/// and the exports all start from this. A value.
struct LabVm {
    VmRef ref;
    VmSpec spec;                    ///< every path absolute; `user_network` is what it gets
    VmFiles files;                  ///< where they belong, whether they exist or not
    VmIdentity identity;            ///< empty before the first start
    std::vector<PlannedPort> ports; ///< `auto` ports keep the number of an earlier start, else 0
    QString mac;
    std::optional<PlannedNetwork> network; ///< with network.mode: lab
    std::optional<StoredImage> image; ///< empty for a bare kernel, and while the image is missing
    std::vector<PlannedDependency> after;
    std::optional<Error> damage;       ///< why the identity cannot be read
    std::optional<Error> missingImage; ///< why the image that the spec names is not there
};

/// Reads the VM of SPEC; writes nothing. Blocks for a few small files.
[[nodiscard]] LabVm readLabVm(const Environment &environment, const LoadedLab &lab,
                              const VmSpec &spec);

/// Makes the directories of VMS and keeps their identities there.
[[nodiscard]] Result<void> writeIdentities(const Paths &paths, const std::vector<LabVm> &vms);

/// The files of a VM whose spec has absolute paths. Pure.
[[nodiscard]] VmFiles vmFiles(const VmPlaces &places, const VmSpec &spec);

/// What a plan is made from. NETWORK is the lab's. Pure.
[[nodiscard]] PlanInput planInput(const LabVm &vm, const NetworkSpec &network,
                                  const HostFacts &host);

} // namespace hydra
