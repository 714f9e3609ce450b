// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fakes/fake_cri/store.h"

namespace fake_cri {

/// The usage of running containers: CPU time grows evenly (so that any two samples give the same
/// percentage), everything else is constant.
void listContainerStats(Store &store, const cri::ContainerStatsFilter &filter,
                        cri::ListContainerStatsResponse &response);
/// For ready pods: the sum over their containers.
void listPodStats(Store &store, const cri::PodSandboxStatsFilter &filter,
                  cri::ListPodSandboxStatsResponse &response);

} // namespace fake_cri
