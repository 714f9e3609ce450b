// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/image/store.h"

namespace hydra {

/// The state directories of VMs whose disks are overlays on an image, for ImageStore::remove. Small
/// blocking reads.
[[nodiscard]] QStringList imageUsers(const Paths &paths, const StoredImage &image);

} // namespace hydra
