// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/lab/load.h"

namespace hydra {

/// FOUND, the store's error about the image of VM, with a hint that leads out of it: where `up`
/// downloads it from (imageOriginOf), else an image that can be had instead.
/// Reads the store's small files.
[[nodiscard]] Error withWayOut(Error found, const Paths &paths, const LoadedLab &lab,
                               const VmSpec &vm);

} // namespace hydra
