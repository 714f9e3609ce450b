// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// What one VM has on this machine: files in its state directory and sockets in its runtime
/// directory. Sockets have names of one or two letters, since macOS ends a unix socket's path at
/// 103 bytes. A value; nothing is looked at.
struct VmPlaces {
    QString stateDir;
    QString runtimeDir;

    [[nodiscard]] QString planFile() const { return stateDir + QStringLiteral("/plan.json"); }
    [[nodiscard]] QString stateFile() const { return stateDir + QStringLiteral("/state.json"); }
    [[nodiscard]] QString lockFile() const { return stateDir + QStringLiteral("/lock"); }
    [[nodiscard]] QString snapshotLock() const
    {
        return stateDir + QStringLiteral("/snapshots.lock");
    }
    [[nodiscard]] QString logFile() const { return stateDir + QStringLiteral("/vm.log"); }
    [[nodiscard]] QString serialLog() const { return stateDir + QStringLiteral("/serial.log"); }
    [[nodiscard]] QString hvcLog() const { return stateDir + QStringLiteral("/hvc0.log"); }
    [[nodiscard]] QString qemuLog() const { return stateDir + QStringLiteral("/qemu.log"); }
    [[nodiscard]] QString keeperLog() const { return stateDir + QStringLiteral("/keeper.log"); }
    [[nodiscard]] QString systemDisk() const { return stateDir + QStringLiteral("/disk.qcow2"); }
    /// Names the image that the system disk was made from.
    [[nodiscard]] QString diskBase() const { return stateDir + QStringLiteral("/disk.base"); }
    /// What that image was when the disk was last started on it.
    [[nodiscard]] QString baseIdentity() const
    {
        return stateDir + QStringLiteral("/disk.base.json");
    }
    [[nodiscard]] QString uefiVars() const { return stateDir + QStringLiteral("/uefi-vars.fd"); }
    /// The guest's SSH host key; its public half has `.pub` behind it.
    [[nodiscard]] QString hostKey() const
    {
        return stateDir + QStringLiteral("/ssh_host_ed25519_key");
    }
    [[nodiscard]] QString knownHosts() const { return stateDir + QStringLiteral("/known_hosts"); }

    [[nodiscard]] QString controlSocket() const { return runtimeDir + QStringLiteral("/c"); }
    /// The unix socket on which the keeper offers the containerd port.
    [[nodiscard]] QString criSocket() const { return runtimeDir + QStringLiteral("/r"); }
    [[nodiscard]] QString qmpSocket() const { return runtimeDir + QStringLiteral("/q"); }
    [[nodiscard]] QString agentSocket() const { return runtimeDir + QStringLiteral("/g"); }
    /// Of QEMU, for the keeper alone; `serialClients` and `hvcClients` are the keeper's.
    [[nodiscard]] QString serialSocket() const { return runtimeDir + QStringLiteral("/s"); }
    [[nodiscard]] QString hvcSocket() const { return runtimeDir + QStringLiteral("/v"); }
    [[nodiscard]] QString serialClients() const { return runtimeDir + QStringLiteral("/t"); }
    [[nodiscard]] QString hvcClients() const { return runtimeDir + QStringLiteral("/h"); }
};

} // namespace hydra
