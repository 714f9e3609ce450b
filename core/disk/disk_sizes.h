// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// The errors with which `up` refuses sizes: Conflict for an existing disk that is larger than its
/// spec says, Failed for a disk_size below IMAGESIZE, the image's virtual size (zero: unknown).
/// Reads the headers of image files.
[[nodiscard]] std::vector<Error> shrunkDisks(const VmRef &ref, const VmSpec &vm,
                                             const VmFiles &files, MemorySize imageSize);

/// The names of data disks that are kept for a VM although its spec no longer lists them.
[[nodiscard]] QStringList detachedDisks(const VmSpec &vm, const VmFiles &files);

} // namespace hydra
