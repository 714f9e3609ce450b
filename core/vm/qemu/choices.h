// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"

namespace hydra {

/// What a VmSpec leaves open and the host decides. All pure; errors name the key and the reason.

/// What depends on QEMU's version, as data.
enum class QemuFeature { Minimum, HvfGicV3, Venus };
[[nodiscard]] bool has(const QemuFacts &qemu, QemuFeature feature);
[[nodiscard]] QString requirement(QemuFeature feature); ///< "QEMU 9.2"

/// In the order in which they are tried; never empty.
[[nodiscard]] Result<QStringList> chooseAccelerators(const VmSpec &vm, const HostFacts &host);

/// The firmware a start needs: nothing for SeaBIOS (`firmware: none`) and for direct kernel boot.
/// The caller copies its varsTemplate to VmFiles::uefiVars when there is one.
[[nodiscard]] Result<std::optional<FirmwareFiles>> chooseFirmware(const VmSpec &vm,
                                                                  const HostFacts &host);

[[nodiscard]] bool isArm(const HostFacts &host);
/// The spec's machine, else q35 or virt.
[[nodiscard]] QString machineType(const VmSpec &vm, const HostFacts &host);
/// What TYPE stands for in this QEMU: q35 -> pc-q35-7.2. A guest goes on only in the very same machine.
[[nodiscard]] QString versionedMachine(const QString &type, const QemuFacts &qemu);
/// The value of -cpu with this accelerator; `host` becomes `max` where there is no such model.
[[nodiscard]] QString cpuModel(const VmSpec &vm, const QString &accelerator);
/// ttyS0 or ttyAMA0.
[[nodiscard]] QString serialName(const HostFacts &host);
/// One argument each; empty unless the VM boots a kernel directly.
[[nodiscard]] QStringList kernelCmdline(const VmSpec &vm, const HostFacts &host);

/// UserNetworkSpec with every field filled in.
[[nodiscard]] UserNetworkSpec fullUserNetwork(const UserNetworkSpec &network);

} // namespace hydra
