// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/guest/guest_system.h"

#include <QByteArray>
#include <QStringList>

namespace hydra {

/// An OpenSSH host key pair that we generate, so that known_hosts is right before the first login.
struct SshHostKey {
    QByteArray privateKey; ///< OpenSSH PEM text
    QByteArray publicKey;  ///< "ssh-ed25519 AAAA..."
};

/// A line of the guest's fstab(5).
struct GuestMount {
    QString source; ///< a share's tag, a server's address
    QString target;
    QString type;
    QString options;
    bool operator==(const GuestMount &) const = default;
};

/// Everything cloud-init's documents are made from; besides the VmSpec what only this host knows.
struct SeedInput {
    QString lab;
    VmSpec vm;
    QString mac;
    QStringList authorizedKeys; ///< the lab's key and the user's own
    SshHostKey hostKey;
    QString passwordHash;          ///< sha512-crypt; empty: no password login
    bool containerdInImage = true; ///< false: cloud-init installs the packages at first boot
    GuestSystem system = guestSystems().front(); ///< of the VM's image
    QString debianArch = QStringLiteral("amd64");
    std::vector<GuestMount> mounts;
    /// The gateway's port to which a host environment sends its pods of runtimeClass nelly.
    std::uint16_t nellyPort = 35000;
    QString webhookUrl;          ///< cloud-init's reporting endpoint; empty: none
    bool freshMachineId = false; ///< the disk is a copy of another machine's
};

} // namespace hydra
