// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

#include <optional>

namespace hydra {

/// A restore that was begun: restore.json in the VM's state directory, written before anything of the
/// VM changes. Whoever knows that the restore is over makes it restored.json; whoever knows that nothing
/// was changed drops it; and what was killed in between is finished by the next start or snapshot
/// command. Small files: any thread.
struct RestoreIntent {
    QString name;        ///< of the snapshot
    QString tag;         ///< its name in the disks
    bool memory = false; ///< with its memory; else the disks alone
    bool operator==(const RestoreIntent &) const = default;
};

[[nodiscard]] Result<void> writeRestoreIntent(const QString &stateDir, const RestoreIntent &intent);
/// Nothing when no restore is unfinished.
[[nodiscard]] std::optional<RestoreIntent> readRestoreIntent(const QString &stateDir);
void dropRestoreIntent(const QString &stateDir);
/// The VM is what the snapshot says.
[[nodiscard]] Result<void> confirmRestore(const QString &stateDir);
/// The last restore that came to its end, until it is taken notice of with `forgetRestored`.
[[nodiscard]] std::optional<RestoreIntent> readRestored(const QString &stateDir);
void forgetRestored(const QString &stateDir);

} // namespace hydra
