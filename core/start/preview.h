// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/load.h"

#include <optional>

namespace hydra {

/// Something this host lacks for a VM, or a warning of the plan.
struct PreviewWarning {
    QString key;   ///< the VM's key concerned, such as ports.ssh; empty: none in particular
    QString words; ///< in the words of `plan`
    std::optional<std::uint16_t> freePort; ///< suggested in place of a busy one
    bool operator==(const PreviewWarning &) const = default;
};

/// What a start of one VM would do, without secrets, for a form to show beside its fields.
struct VmPreview {
    /// QEMU's, one line per option; empty: there is no plan, and a warning says why.
    QString command;
    QString userData;
    QString networkConfig;
    std::vector<PreviewWarning> warnings;
    MemorySize diskSize;       ///< of the existing disk; zero: none yet
    MemorySize diskUsed;       ///< the space its file takes
    QStringList detachedDisks; ///< names of data disks whose files are kept
    bool otherImage = false;   ///< the existing disk was made from another image
    QString changedImage;      ///< how the image below it has changed since; empty: it has not
    QString changedSetup;      ///< a key whose change affects the guest's set-up; empty: none
};

/// The preview of VM NAME of a lab that need not be saved. Starts and writes nothing (except the
/// cache of host facts) and generates no missing keys. Blocks; worker threads.
[[nodiscard]] Result<VmPreview> previewVm(const Environment &environment, const LoadedLab &lab,
                                          const QString &name);

} // namespace hydra
