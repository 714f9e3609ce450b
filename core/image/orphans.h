// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Kills what a killed build left running: sessions whose leader has WORKDIR in its command line,
/// and leaderless sessions with a member that has. Waits up to two seconds for them to end. A
/// build's steps lead sessions of their own (process/run.h) and name the directory, so a terminal's
/// session is never hit. Linux only; elsewhere there is no /proc and nothing happens.
void killOrphans(const QString &workDir);

} // namespace hydra
