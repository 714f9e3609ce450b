// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fakes/fake_cri/behaviour.h"
#include "tests/fakes/fake_cri/store.h"

namespace fake_cri {

/// The only image of a runtime without a data set.
void addBusybox(Store &store);

/// Adds the configured number of pods and containers, and two dozen images: a smart home under a
/// kubelet, with its labels and annotations, names of maximal length, all states, images by name
/// and by digest. Reproducible; only the ages, from an hour to years, are relative to BEHAVIOUR's
/// time. No two objects have the same age.
void addDataSet(Store &store, const Behaviour &behaviour);

/// A container's usage, derived from its id: cores and bytes.
struct Use {
    double cores = 0;
    std::uint64_t memory = 0;
    std::uint64_t disk = 0;
    std::uint64_t inodes = 0;
};
[[nodiscard]] Use useOf(const std::string &id);

} // namespace fake_cri
