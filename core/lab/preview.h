// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/environment.h"
#include "lab/load.h"

#include <optional>

namespace hydra {

/// What this host lacks for a VM, or the plan warns of.
struct PreviewWarning {
    QString key;   ///< the VM's key it is about, such as ports.ssh; empty: none in particular
    QString words; ///< as `plan` has them
    std::optional<std::uint16_t> freePort; ///< instead of a busy one
    bool operator==(const PreviewWarning &) const = default;
};

/// What would become of one VM, without secrets, for a form to show beside its fields.
struct VmPreview {
    QString command;       ///< QEMU's, a line for each option; empty: no plan, a warning says why
    QString userData;
    QString networkConfig;
    std::vector<PreviewWarning> warnings;
    MemorySize diskSize;   ///< of the disk it has; zero: none yet
    MemorySize diskUsed;   ///< what its file takes
    QStringList detachedDisks; ///< names of data disks whose files are kept
    bool otherImage = false; ///< the disk it has was made from another image
    QString changedSetup;    ///< the key by which its guest would be set up otherwise; empty: none
};

/// The VM called NAME of a lab that needs not be saved. Starts and writes nothing (but the cache of host
/// facts); a key that does not exist yet is not made. Blocks; worker threads.
[[nodiscard]] Result<VmPreview> previewVm(const Environment &environment, const LoadedLab &lab, const QString &name);

} // namespace hydra
