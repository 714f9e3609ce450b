// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"

namespace hydra {

/// What `up` would refuse, because a disk that is there is larger than the spec has it. IMAGESIZE: a smaller
/// disk_size asks for nothing. Reads the heads of small files.
[[nodiscard]] std::vector<Error> shrunkDisks(const VmRef &ref, const VmSpec &vm, const VmFiles &files, MemorySize imageSize);

/// The names of data disks that are kept for a VM, though its spec does not have them any more.
[[nodiscard]] QStringList detachedDisks(const VmSpec &vm, const VmFiles &files);

} // namespace hydra
