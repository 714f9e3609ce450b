// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>

namespace hydra {

/// A write-ahead record of a restore: restore.json in the VM's state directory, written before the
/// restore changes anything. It is renamed to restored.json when the restore is complete, and
/// removed when nothing was changed. The next start or snapshot command finishes a restore that was
/// killed in between. Small files: any thread.
struct RestoreIntent {
    QString name;        ///< of the snapshot
    QString tag;         ///< the snapshot's name in the qcow2 disks
    bool memory = false; ///< restore its memory as well as the disks
    bool operator==(const RestoreIntent &) const = default;
};

/// restore.json, whether it is there or not.
[[nodiscard]] QString restoreIntentFile(const QString &stateDir);
[[nodiscard]] Result<void> writeRestoreIntent(const QString &stateDir, const RestoreIntent &intent);
/// The unfinished restore, if there is one.
[[nodiscard]] std::optional<RestoreIntent> readRestoreIntent(const QString &stateDir);
void dropRestoreIntent(const QString &stateDir);
/// Records that the VM is now as it was in the snapshot.
[[nodiscard]] Result<void> confirmRestore(const QString &stateDir);
/// The last completed restore, until `forgetRestored` acknowledges it.
[[nodiscard]] std::optional<RestoreIntent> readRestored(const QString &stateDir);
void forgetRestored(const QString &stateDir);

} // namespace hydra
