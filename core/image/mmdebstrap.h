// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/guest_build.h"
#include "process/command.h"

#include <optional>

namespace hydra {

/// Debian packages of a guest, beside what mmdebstrap's variant "apt" brings.
[[nodiscard]] QStringList guestPackages(const GuestRecipe &recipe);

/// True when / is a mount point of this process's view: not so in a plain chroot.
[[nodiscard]] bool rootIsMountPoint();

/// Installs the guest's packages into WORKDIR/packages.tar; needs WORKDIR/early.tar. Paths in hooks
/// are relative to WORKDIR, because mmdebstrap splits hooks into words. Reads only the mounts.
[[nodiscard]] Command mmdebstrapCommand(const GuestRecipe &recipe, const QString &workDir, bool asRoot);

/// What a line of mmdebstrap's --verbose output tells of progress (0 to 1), if anything. Holds the
/// numbers that make a fraction of single packages' lines.
class MmdebstrapProgress
{
public:
    [[nodiscard]] std::optional<Progress> read(const QByteArray &line);

private:
    int m_packages = 0; ///< to be installed, all in all
    int m_seen = 0;     ///< steps of single packages so far
    double m_fraction = 0;
};

} // namespace hydra
