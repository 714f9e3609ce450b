// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Ends what a killed build left running: sessions whose leader names WORKDIR in its command line,
/// and members of leaderless sessions that do. Waits up to two seconds until they are gone. The
/// steps of a build lead sessions of their own (process/run.h) and name the directory, so no
/// terminal's session is ever meant. Linux; elsewhere there is no /proc and nothing happens.
void killOrphans(const QString &workDir);

} // namespace hydra
