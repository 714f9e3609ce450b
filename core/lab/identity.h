// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/lab_spec.h"
#include "guest/seed.h"
#include "host/paths.h"

#include <cstdint>
#include <map>

namespace hydra {

/// What is chosen once for a VM and then kept, in identity.json of its state directory (0600): its
/// `auto` ports, the webhook of its boot reports and the salt of its password. Kept, because
/// cloud-init takes a VM whose documents changed for a new one.
struct VmIdentity {
    std::map<QString, std::uint16_t> ports; ///< by role
    std::uint16_t webhookPort = 0;
    QString webhookToken;
    QString salt;
    bool freshMachineId = false; ///< its disk was another VM's: cloud-init makes it a new machine-id
    bool operator==(const VmIdentity &) const = default;
};

/// A fresh one (empty) when the VM has none yet. Blocks briefly.
[[nodiscard]] Result<VmIdentity> readIdentity(const QString &vmStateDir);
[[nodiscard]] Result<void> writeIdentity(const QString &vmStateDir, const VmIdentity &identity);

/// The lab's own ed25519 key pair (id_ed25519 in the lab's state directory), made by ssh-keygen at
/// first need: the public key's line. Blocks; worker threads only.
[[nodiscard]] Result<QString> ensureLabKey(const Paths &paths, const QString &lab);
/// A VM's SSH host key, made the same way.
[[nodiscard]] Result<SshHostKey> ensureHostKey(const Paths &paths, const VmRef &vm);

} // namespace hydra
