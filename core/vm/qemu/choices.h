// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// Choices that a VmSpec leaves to the host. All pure; errors name the key and the reason.

/// Features that depend on QEMU's version, as data.
enum class QemuFeature { Minimum, DatagramNetwork, HvfGicV3, Venus };
[[nodiscard]] bool has(const QemuFacts &qemu, QemuFeature feature);
[[nodiscard]] QString requirement(QemuFeature feature); ///< "QEMU 9.2"

/// In the order to try them; never empty.
[[nodiscard]] Result<QStringList> chooseAccelerators(const VmSpec &vm, const HostFacts &host);

/// The firmware a start needs; nothing for SeaBIOS (`firmware: none`) and for direct kernel boot.
/// If it has a varsTemplate, the caller copies that to VmFiles::uefiVars.
[[nodiscard]] Result<std::optional<FirmwareFiles>> chooseFirmware(const VmSpec &vm,
                                                                  const HostFacts &host);

[[nodiscard]] bool isArm(const HostFacts &host);
/// The spec's machine, else q35 or virt.
[[nodiscard]] QString machineType(const VmSpec &vm, const HostFacts &host);
/// What TYPE is an alias of in this QEMU: q35 -> pc-q35-7.2. A saved guest can only be resumed in
/// the very same machine type.
[[nodiscard]] QString versionedMachine(const QString &type, const QemuFacts &qemu);
/// The value of -cpu for ACCELERATOR; `host` becomes `max` with an accelerator that has no `host`.
[[nodiscard]] QString cpuModel(const VmSpec &vm, const QString &accelerator);
/// ttyS0 or ttyAMA0.
[[nodiscard]] QString serialName(const HostFacts &host);
/// The kernel's command line, one argument each; empty unless the VM boots a kernel directly.
[[nodiscard]] QStringList kernelCmdline(const VmSpec &vm, const HostFacts &host);

} // namespace hydra
