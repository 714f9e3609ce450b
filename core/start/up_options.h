// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disk/ensure_disks.h"

namespace hydra {

struct UpOptions {
    DiskPolicy disk = DiskPolicy::Ask;
    bool cold = false;         ///< boot even if the image has a frozen guest
    QString memoryFile;        ///< file behind the guest's memory, for freezing it; empty: none
    bool holdRestored = false; ///< a VM whose snapshot this start restores stays paused
};

} // namespace hydra
