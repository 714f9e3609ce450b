// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/guest_recipe.h"
#include "core/job/job.h"
#include "core/process/command.h"

#include <optional>

namespace hydra {

/// Debian packages of a guest, in addition to those of mmdebstrap's variant "apt".
[[nodiscard]] QStringList guestPackages(const GuestRecipe &recipe);

/// Whether / is a mount point for this process, which it is not in a plain chroot.
[[nodiscard]] bool rootIsMountPoint();

/// Installs the guest's packages into WORKDIR/packages.tar; needs WORKDIR/early.tar. Paths in hooks
/// are relative to WORKDIR, because mmdebstrap splits hooks at blanks. Its only side effect is to
/// read the mount table.
[[nodiscard]] Command mmdebstrapCommand(const GuestRecipe &recipe, const QString &workDir,
                                        bool asRoot);

/// The progress (0 to 1), if any, that a line of mmdebstrap's --verbose output reports. Keeps the
/// counts that turn lines about single packages into a fraction.
class MmdebstrapProgress
{
public:
    [[nodiscard]] std::optional<Progress> read(const QByteArray &line);

private:
    int m_packages = 0; ///< the number to install
    int m_seen = 0;     ///< steps of single packages seen so far
    double m_fraction = 0;
};

} // namespace hydra
