// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "exchange/exchange.h"

namespace hydra {

/// Upstream's settings and a VM's: both directions walk the same table (upstream_table.h). Pure.

/// A lab of the one VM that upstream's start-vm.sh would start with ENV on HOST, its defaults included. Empty and
/// unset are alike. A value that no lab file could hold is noted and its default taken; what has no place in a
/// lab, and names the script does not know, are noted. Invalid when the settings contradict each other.
[[nodiscard]] Result<Imported> importEnv(const UpstreamEnv &env, const QString &labName, const UpstreamHost &host);

/// What tells upstream's script to start VM of LAB: only what differs from its defaults. Without WITHSECRETS a
/// password is left out and nobody can log in with one. Each key that would not come back from importEnv as it
/// was gets a line in NOTES.
[[nodiscard]] UpstreamEnv exportEnv(const LabSpec &lab, const VmSpec &vm, bool withSecrets, const UpstreamHost &host, QStringList &notes);

/// Whether upstream's script looks at a variable of this name.
[[nodiscard]] bool isUpstreamVariable(const QString &name);

} // namespace hydra
