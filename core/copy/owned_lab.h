// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/host/paths.h"

#include <QStringList>

namespace hydra {

/// A lab that is being made, or that lives only as long as the command that made it, has an owner:
/// owner.json in its state directory names a process by pid and start time. If that process has
/// ended and the mark still exists, the lab is an orphan. All functions block briefly.

enum class OwnedKind {
    Disposable, ///< consists only of its state directory, which contains the lab file
    Unfinished  ///< being made; its file in the directory of labs is written last
};

/// Marks LAB as this process's. Makes its state directory. TEXT: of the file that an unfinished lab
/// gets at last; with that file it is finished, even if its maker was killed before it could say
/// so.
[[nodiscard]] Result<void> ownLab(const Paths &paths, const QString &lab, OwnedKind kind,
                                  const QByteArray &text = {});
/// Removes the mark: from now on it is an ordinary lab.
void disownLab(const Paths &paths, const QString &lab);
/// Labs whose owner has ended.
[[nodiscard]] QStringList orphanedLabs(const Paths &paths);
/// Kills the VMs of a marked lab and removes it completely. NotFound when it has no mark.
[[nodiscard]] Result<void> removeOwnedLab(const Paths &paths, const QString &lab);
/// Calls removeOwnedLab for every orphan; returns the names of those removed.
[[nodiscard]] Result<QStringList> removeOrphanedLabs(const Paths &paths);

} // namespace hydra
