// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/shell_guests.h"
#include "vm/backend.h"

namespace hydra {

/// One VM of a script of the format "shell".
struct ScriptVm {
    VmSpec vm;
    ShellGuest guest;
    QString seed;      ///< file beside the script; empty: none
    QStringList args;  ///< QEMU's, as scriptArguments gives them
};

/// QEMU's arguments in the script, in words where \x01NAME\x01 stands for the value of a variable: relative to the VM's directory,
/// accelerator and CPU left open, the serial console on a pseudo terminal, a monitor on a pipe. Fails as
/// planQemu does. Pure.
[[nodiscard]] Result<QStringList> scriptArguments(const QString &lab, const VmSpec &vm, const ShellGuest &guest, const QString &arch);

/// What the VM's image is called beside the script. Pure.
[[nodiscard]] QString imageFileName(const VmSpec &vm, const ShellGuest &guest);

/// The whole script. KEY: the lab's private key, a file beside it; empty: none. Pure.
[[nodiscard]] QByteArray shellScript(const QString &lab, const std::vector<ScriptVm> &vms, const ShellGuests &guests, const QString &key);

} // namespace hydra
