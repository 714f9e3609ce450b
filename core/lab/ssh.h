// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/environment.h"
#include "lab/load.h"
#include "process/command.h"
#include "vm/vm_state.h"

namespace hydra {

/// One Host block of an OpenSSH client configuration for a VM: the lab's key, and our known_hosts,
/// which names only the host key we made. Invalid when the VM forwards no SSH port.
[[nodiscard]] Result<QString> sshConfigOf(const Paths &paths, const VmRef &vm, const QString &username,
                                          const std::vector<PlannedPort> &ports);

/// The system's ssh, told to log in to a VM and run COMMAND (empty: a login shell). Writes the
/// configuration and known_hosts files it uses into the VM's state directory.
[[nodiscard]] Result<Command> sshCommand(const Paths &paths, const VmRef &vm, const QString &username,
                                         const std::vector<PlannedPort> &ports, const QStringList &command);

/// The same for a program's use: the guest's shell gets COMMAND's words as they are, and nobody is asked for anything.
[[nodiscard]] Result<Command> sshProgram(const Paths &paths, const VmRef &vm, const QString &username,
                                         const std::vector<PlannedPort> &ports, const Command &command);

} // namespace hydra
