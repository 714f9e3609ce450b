// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/load.h"
#include "core/process/command.h"
#include "core/vm/vm_state.h"

namespace hydra {

/// A Host block of OpenSSH's client configuration for a VM: the lab's key, and our own known_hosts,
/// which contains only the host key we generated. The VM is LAB/VM there, and LAB.VM for scp, rsync
/// and git, to which a word with a slash before its colon is a path of this machine. Invalid when
/// the VM forwards no SSH port.
[[nodiscard]] Result<QString> sshConfigOf(const Paths &paths, const VmRef &vm,
                                          const QString &username,
                                          const std::vector<PlannedPort> &ports);

/// The ssh command that logs in to a VM and runs COMMAND (empty: a login shell). Writes the
/// configuration and known_hosts files it uses into the VM's state directory.
[[nodiscard]] Result<Command> sshCommand(const Paths &paths, const VmRef &vm,
                                         const QString &username,
                                         const std::vector<PlannedPort> &ports,
                                         const QStringList &command);

/// The same for use by programs: the guest's shell gets COMMAND's words literally, and ssh never
/// prompts.
[[nodiscard]] Result<Command> sshProgram(const Paths &paths, const VmRef &vm,
                                         const QString &username,
                                         const std::vector<PlannedPort> &ports,
                                         const Command &command);

} // namespace hydra
