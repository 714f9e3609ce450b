// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/store.h"
#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

struct PrepareOptions {
    QString name;        ///< of the new image
    bool freeze = false; ///< keep the running guest, too: VMs of it go on at once
};

/// Makes an image of one VM as it is set up: boots a copy of its disk (or its image) in a hidden lab of its own,
/// waits until all is installed, takes out what must differ between machines, and puts it into the
/// store. The VM itself is not touched and may run. Blocks for minutes: the work of a Job. Cancel, kill
/// or failure leave nothing but what removeLeftPreparations finds. Conflict: the name is taken or
/// being prepared by another process. Failed names what cannot be frozen.
[[nodiscard]] Result<StoredImage> prepareImage(const Environment &environment, const LoadedTarget &target,
                                               const PrepareOptions &options, const JobContext &job);

/// Ends and removes what killed preparations left, and everything else of the store that was never finished:
/// ImageStore::removeLeftovers, and the directories of sockets. Returns what was removed.
QStringList removeLeftPreparations(const Environment &environment);

/// What the guest of a VM has that cannot be frozen, each in words that name its key. Pure.
[[nodiscard]] QStringList unfreezable(const VmSpec &spec);

/// The spec as a preparation has it, and as VMs of the image begin: without names, addresses, ports, data
/// disks and secrets of one machine. Pure.
[[nodiscard]] VmSpec preparedSpec(const VmSpec &spec);

} // namespace hydra
