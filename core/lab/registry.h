// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "host/paths.h"

#include <vector>

namespace hydra {

/// A lab this user has: made by `create`, or started once from a file of its own.
struct KnownLab {
    QString name;
    QString file; ///< absolute
    bool operator==(const KnownLab &) const = default;
};

/// Which file a lab's name belongs to: labs/NAME.yaml, or what the lab's state directory remembers
/// in lab.json since its first `up`. Two files must never share a name, because they would share
/// disks. Small blocking reads; any thread.
[[nodiscard]] std::vector<KnownLab> knownLabs(const Paths &paths);
/// NotFound when no lab has this name.
[[nodiscard]] Result<KnownLab> findLab(const Paths &paths, const QString &name);
/// Conflict when NAME belongs to another file than FILE. Writes nothing.
[[nodiscard]] Result<void> checkLabName(const Paths &paths, const QString &name, const QString &file);
/// checkLabName, then remembers the file (makes the lab's state directory).
[[nodiscard]] Result<void> claimLabName(const Paths &paths, const QString &name, const QString &file);

} // namespace hydra
