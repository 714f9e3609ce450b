// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store.h"

namespace fake_cri {

/// What running containers use: CPU time that grows evenly (so that every pair of samples gives the same
/// percentage), the rest always the same.
void listContainerStats(Store &store, const cri::ContainerStatsFilter &filter, cri::ListContainerStatsResponse &response);
/// Of ready pods: the sum of their containers.
void listPodStats(Store &store, const cri::PodSandboxStatsFilter &filter, cri::ListPodSandboxStatsResponse &response);

} // namespace fake_cri
