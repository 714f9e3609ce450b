// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/store.h"
#include "job/job.h"
#include "lab/environment.h"
#include "lab/identity.h"
#include "lab/load.h"
#include "vm/backend.h"

namespace hydra {

/// What becomes of a VM's disk when its image is another than the disk was made from.
enum class DiskPolicy { Ask, Fresh, Keep };

struct UpOptions {
    DiskPolicy disk = DiskPolicy::Ask;
    bool cold = false;  ///< boot, though the image has a frozen guest
    QString memoryFile; ///< where the guest's memory is kept for freezing it; empty: QEMU's own
    bool holdRestored = false; ///< a VM whose snapshot is restored by this start stays paused
};

/// Everything one VM needs to start, found and checked, nothing written yet.
struct PreparedVm {
    VmRef ref;
    VmSpec spec;
    VmFiles files;
    VmIdentity identity;
    std::vector<PlannedPort> ports;
    std::optional<StoredImage> image; ///< none for a bare kernel
    QString mac;
    bool running = false; ///< it has a keeper or QEMU: nothing to prepare
};

/// Starts the VMs of a target: checks all first (image, ports, memory, what comes later), so that a
/// conflict starts nothing; then makes keys, disks, seeds and plans; then starts every keeper at once.
/// VMs that run already are left alone. A built-in image that is missing is built first. Blocks:
/// the work of a Job. Errors: Conflict for busy ports and names, NotFound for images, Failed else.
[[nodiscard]] Result<void> startVms(const Environment &environment, const LoadedTarget &target,
                                    const UpOptions &options, const JobContext &job);

/// The files of a VM (its spec has absolute paths), whether they exist or not. Pure.
[[nodiscard]] VmFiles vmFiles(const Paths &paths, const VmRef &ref, const VmSpec &spec);

} // namespace hydra
