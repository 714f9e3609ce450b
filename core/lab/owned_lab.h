// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "host/paths.h"

#include <QStringList>

namespace hydra {

/// A lab that somebody is making, or that lives only as long as the command that made it, carries its
/// owner: owner.json in its state directory names a process by pid and start time. When that process
/// is gone and the mark is still there, the lab is a leftover. All block briefly.

enum class OwnedKind {
    Disposable, ///< nothing but its state directory, the lab file within it
    Unfinished  ///< a lab in the making, whose file in the directory of labs is ours too
};

/// Marks LAB as this process's. Makes its state directory.
[[nodiscard]] Result<void> ownLab(const Paths &paths, const QString &lab, OwnedKind kind);
/// From now on it is a lab like any other.
void disownLab(const Paths &paths, const QString &lab);
/// The labs whose owner is gone.
[[nodiscard]] QStringList orphanedLabs(const Paths &paths);
/// Kills the VMs of a marked lab and removes all that is there of it. NotFound when it has no mark.
[[nodiscard]] Result<void> removeOwnedLab(const Paths &paths, const QString &lab);
/// removeOwnedLab for every orphan; the names of those that were removed.
[[nodiscard]] Result<QStringList> removeOrphanedLabs(const Paths &paths);

} // namespace hydra
