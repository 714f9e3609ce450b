// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/host/paths.h"

#include <vector>

namespace hydra {

/// A lab of this user's: made by `create`, or started once from a file elsewhere.
struct KnownLab {
    QString name;
    QString file; ///< absolute
    bool operator==(const KnownLab &) const = default;
};

/// Maps a lab's name to its file: labs/NAME.yaml, or the file recorded in lab.json of the lab's
/// state directory at its first `up`. Two files must never share a name, because they would share
/// disks. Small blocking reads; any thread.
[[nodiscard]] std::vector<KnownLab> knownLabs(const Paths &paths);
/// NotFound when no lab has this name.
[[nodiscard]] Result<KnownLab> findLab(const Paths &paths, const QString &name);
/// Conflict when NAME belongs to a file other than FILE. Writes nothing.
[[nodiscard]] Result<void> checkLabName(const Paths &paths, const QString &name,
                                        const QString &file);
/// checkLabName, then remembers the file (makes the lab's state directory). NotFound when the file
/// is gone.
[[nodiscard]] Result<void> claimLabName(const Paths &paths, const QString &name,
                                        const QString &file);

} // namespace hydra
