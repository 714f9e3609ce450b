// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/shell_guests.h"
#include "core/vm/qemu/plan.h"

namespace hydra {

/// One VM in a script of the format "shell".
struct ScriptVm {
    VmSpec vm;
    ShellGuest guest;
    QString seed;     ///< file name beside the script; empty: none
    QStringList args; ///< QEMU's arguments from scriptArguments
};

/// QEMU's arguments for the script, in which \x01NAME\x01 stands for the value of a variable: paths
/// relative to the VM's directory, accelerator and CPU left to variables, the serial console on a
/// pseudo terminal, a monitor on a pipe. Fails like planQemu. Pure.
[[nodiscard]] Result<QStringList> scriptArguments(const QString &lab, const VmSpec &vm,
                                                  const ShellGuest &guest, const QString &arch);

/// The file name of the VM's image beside the script. Pure.
[[nodiscard]] QString imageFileName(const VmSpec &vm, const ShellGuest &guest);

/// The complete script. KEY: file name of the lab's private key beside it; empty: none. Pure.
[[nodiscard]] QByteArray shellScript(const QString &lab, const std::vector<ScriptVm> &vms,
                                     const ShellGuests &guests, const QString &key);

} // namespace hydra
