// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/lab_vm.h"
#include "core/vm/shares.h"

namespace hydra {

/// Host ports of a lab's VMs that its guests reach at their gateway; the usual ones where the lab
/// has no such VM.
struct GatewayPorts {
    std::uint16_t diod = kDiodPort;
    std::uint16_t nelly = SeedInput().nellyPort;
    bool operator==(const GatewayPorts &) const = default;
};
/// PORTS: of each VM, by name. Pure.
[[nodiscard]] GatewayPorts gatewayPorts(const LabSpec &lab,
                                        const std::map<QString, std::vector<PlannedPort>> &ports);
/// The same with the ports that the lab's VMs keep. Fails as readIdentity does. Reads small files.
[[nodiscard]] Result<GatewayPorts> keptGatewayPorts(const Paths &paths, const LoadedLab &lab);

/// What a seed carries beyond the lab file; empty members are left out of it.
struct SeedSecrets {
    QString labKey; ///< the line of the lab's public key
    SshHostKey hostKey;
    QString passwordHash;
    QString webhookToken;
};
/// What cloud-init gets to know of VM. Pure. All seeds are made from this.
[[nodiscard]] SeedInput seedInput(const LabVm &vm, const HostFacts &host, const GatewayPorts &ports,
                                  const SeedSecrets &secrets);

/// The line of the lab's public key; empty before the lab's first start. Reads a small file.
[[nodiscard]] QString keptLabKey(const Paths &paths, const QString &lab);

/// Makes the keys that the VM lacks and writes its seed image, if it has one. Returns what is in
/// it. The state directory must be there. Blocks; worker threads.
[[nodiscard]] Result<SeedInput> writeSeed(const Paths &paths, const LoadedLab &lab, const LabVm &vm,
                                          const HostFacts &host);

} // namespace hydra
