// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/paths.h"
#include "image/store.h"

namespace hydra {

/// The state directories of the VMs whose disks are overlays on an image, as ImageStore::remove
/// wants them. Small blocking reads.
[[nodiscard]] QStringList imageUsers(const Paths &paths, const StoredImage &image);

} // namespace hydra
