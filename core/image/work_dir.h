// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/command.h"

#include <QString>

namespace hydra {

/// Work directories of the image store: STORE/.tmp/PID-START-RANDOM. PID and START (a digest of the
/// process's start time) name the maker, so that what a killed one left can be told from work in
/// progress. A part that must be reachable for subordinate users (mmdebstrap unprivileged) lies in
/// the system's directory for temporary files, under a name that follows from the work directory's.

/// The name for a new directory of this process.
[[nodiscard]] QString newWorkDirName();
/// True while the process that made it runs.
[[nodiscard]] bool workDirInUse(const QString &name);
/// The part outside the store, for WORKDIR; it need not exist.
[[nodiscard]] QString outerWorkDir(const QString &workDir);

/// The same command as root of a user namespace of ours, with our subordinate users and groups;
/// unchanged when we are root.
[[nodiscard]] Command asNamespaceRoot(const Command &command);
/// Removes a work directory, its outer part and files of subordinate users included.
void removeWorkDir(const QString &workDir);

} // namespace hydra
