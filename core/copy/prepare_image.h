// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/store.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

struct PrepareOptions {
    QString name;        ///< of the new image
    bool freeze = false; ///< keep the running guest as well, so that VMs resume instead of booting
};

/// Makes an image of one VM's current setup: boots a copy of its disk (or its image) in a hidden
/// lab, waits until everything is installed, removes what must differ between machines, and adds it
/// to the store. The VM itself is not disturbed and may run. Blocks for minutes: the work of a Job.
/// Cancellation, failure or a kill leave nothing but what removeLeftPreparations finds. Conflict:
/// the name is taken or being prepared by another process. Failed says what cannot be frozen.
[[nodiscard]] Result<StoredImage> prepareImage(const Environment &environment,
                                               const LoadedTarget &target,
                                               const PrepareOptions &options,
                                               const JobContext &job);

/// Ends and removes what killed preparations left, and all other unfinished parts of the store:
/// ImageStore::removeLeftovers, and socket directories. Returns the paths of what was removed.
QStringList removeLeftPreparations(const Environment &environment);

} // namespace hydra
