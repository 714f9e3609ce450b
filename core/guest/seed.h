// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/lab_spec.h"

#include <QByteArray>

namespace hydra {

/// An OpenSSH host key pair made by us, so that known_hosts is right before the first login.
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

/// What cloud-init gets to know of a VM, beside its VmSpec.
struct SeedInput {
    QString lab;
    VmSpec vm;
    QString mac;
    QStringList authorizedKeys; ///< the lab's key and the user's own
    SshHostKey hostKey;
    QString passwordHash;       ///< sha512-crypt; empty: no password login
    bool containerdInImage = true; ///< else packages are installed at first boot
    QString debianArch = QStringLiteral("amd64");
    std::vector<GuestMount> mounts;
    std::uint16_t nellyPort = 35000; ///< of the gateway: where a host environment's pods of runtimeClass nelly go
    QString webhookUrl;         ///< cloud-init's reporting endpoint; empty: none
    bool freshMachineId = false; ///< the disk was another machine's
};

/// The NoCloud documents, texts of files named so. Pure.
struct SeedDocuments {
    QByteArray metaData;
    QByteArray userData;
    QByteArray networkConfig;
    QString instanceId; ///< as meta-data has it
    bool operator==(const SeedDocuments &) const = default;
};

/// Instance-id is a hash of the other documents and the VM's name: a change makes cloud-init run
/// anew, the same documents never do. Invalid when the VM's user_data cannot be merged.
[[nodiscard]] Result<SeedDocuments> makeSeedDocuments(const SeedInput &input);

/// An ISO 9660 image (Joliet, Rock Ridge, volume label cidata) of the documents, made in memory.
[[nodiscard]] Result<QByteArray> makeSeedImage(const SeedDocuments &documents);

/// sha512-crypt ("$6$"), as crypt(3) of glibc; SALT at most 16 of [./0-9A-Za-z].
[[nodiscard]] QString sha512Crypt(const QByteArray &password, const QByteArray &salt, int rounds = 5000);
/// 16 random characters for a salt.
[[nodiscard]] QString randomSalt();

} // namespace hydra
