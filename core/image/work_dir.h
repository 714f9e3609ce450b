// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/command.h"

#include <QString>

namespace hydra {

/// Work directories of the image store: STORE/.tmp/PID-START-RANDOM. PID and START (a digest of the
/// process's start time) identify the creator, so that a killed one's leftovers can be told from
/// work in progress. Files that subordinate users must reach (mmdebstrap unprivileged) are in the
/// system's directory for temporary files, under a name derived from the work directory's.

/// A name for a new work directory of this process.
[[nodiscard]] QString newWorkDirName();
/// Whether the process that created the directory still runs.
[[nodiscard]] bool workDirInUse(const QString &name);
/// The part of WORKDIR outside the store; it need not exist.
[[nodiscard]] QString outerWorkDir(const QString &workDir);

/// The command wrapped to run as root of a user namespace with our subordinate users and groups;
/// unchanged when we are root.
[[nodiscard]] Command asNamespaceRoot(const Command &command);
/// Removes a work directory with its outer part, files of subordinate users included.
void removeWorkDir(const QString &workDir);

} // namespace hydra
