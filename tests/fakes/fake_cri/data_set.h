// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "behaviour.h"
#include "store.h"

namespace fake_cri {

/// The one image a runtime without a data set has.
void addBusybox(Store &store);

/// As many pods and containers as were asked for, and two dozen images: a smart home under a kubelet, with
/// its labels and annotations, names as long as they may be, all states, images by name and by digest.
/// The same every time: only ages, of an hour to years, count from BEHAVIOUR's time. No two things are
/// equally old.
void addDataSet(Store &store, const Behaviour &behaviour);

/// How busy a container is, from its id: parts of one core, and bytes.
struct Use {
    double cores = 0;
    std::uint64_t memory = 0;
    std::uint64_t disk = 0;
    std::uint64_t inodes = 0;
};
[[nodiscard]] Use useOf(const std::string &id);

} // namespace fake_cri
