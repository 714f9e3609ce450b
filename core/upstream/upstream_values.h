// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/exchange.h"

#include <QHash>

#include <optional>

namespace hydra {

/// A VM that is being built from upstream's settings.
struct EnvReading {
    const QHash<QString, QString> &env; ///< all variables that are set and not empty
    const UpstreamHost &host;
    VmSpec vm;
    QStringList &notes;

    [[nodiscard]] bool isSet(const char *name) const { return env.contains(QLatin1String(name)); }
};

/// A VM whose settings are being written for upstream's script.
struct EnvWriting {
    const LabSpec &lab;
    const VmSpec &vm;
    bool withSecrets = false;
};

/// Whether a 0-or-1 setting is on; nothing when VALUE is no number.
[[nodiscard]] std::optional<bool> upstreamFlag(const QString &value);

/// The value of VM_PASSWORD_ENCRYPTED that disables password login: not a valid hash, and a single
/// word of YAML.
inline const QString lockedPassword = QStringLiteral("locked");
/// Upstream's default password, which is public.
inline const QString upstreamPassword = QStringLiteral("hailhydra");

} // namespace hydra
