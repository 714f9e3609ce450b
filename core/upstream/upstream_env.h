// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/exchange/exchange.h"

namespace hydra {

/// Conversion between upstream's settings and a VM's; both directions use upstream_table.h. Pure.

/// The lab with the one VM that upstream's start-vm.sh would start with ENV on HOST, defaults
/// included. An empty variable counts as unset. A value that a lab file cannot express is noted and
/// replaced by its default; settings without counterpart and unknown names are noted. Invalid when
/// the settings contradict each other.
[[nodiscard]] Result<Imported> importEnv(const UpstreamEnv &env, const QString &labName,
                                         const UpstreamHost &host);

/// The settings with which upstream's script starts VM of LAB: only those that differ from its
/// defaults. Without WITHSECRETS the password is left out and password login is locked. Each key
/// that importEnv would not restore gets a line in NOTES.
[[nodiscard]] UpstreamEnv exportEnv(const LabSpec &lab, const VmSpec &vm, bool withSecrets,
                                    const UpstreamHost &host, QStringList &notes);

/// Whether upstream's script uses a variable of this name.
[[nodiscard]] bool isUpstreamVariable(const QString &name);

} // namespace hydra
