// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/lab_vm.h"

namespace hydra {

/// What becomes of a VM's system disk when its image, that image's content, or what its guest is
/// set up with, is another than the disk was made from.
enum class DiskPolicy { Ask, Fresh, Keep };

/// True: the VM has a system disk that its next start uses; false: that start makes one, or needs
/// none. Conflict when POLICY leaves open what becomes of the disk, or would keep one that its
/// image's new format makes useless. Reads small files.
[[nodiscard]] Result<bool> keepsDisk(const LabVm &vm, DiskPolicy policy);

/// Makes the files that a VM lacks on this host: disks, firmware variables, shared memory, the
/// kubelet's directories. Grows disks to the lab file's sizes. The VM must not run. Conflict as of
/// keepsDisk, and when a disk would have to shrink. Blocks.
[[nodiscard]] Result<void> ensureVmFiles(const LabVm &vm, const HostFacts &host, DiskPolicy policy);

} // namespace hydra
