// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/exchange.h"

#include <QHash>

#include <optional>
#include <span>

namespace hydra {

/// A VM that is being made of upstream's settings.
struct EnvReading {
    const QHash<QString, QString> &env; ///< what is set and not empty
    const UpstreamHost &host;
    VmSpec vm;
    QStringList &notes;

    [[nodiscard]] bool isSet(const char *name) const { return env.contains(QLatin1String(name)); }
};

/// A VM that is being told to upstream's script.
struct EnvWriting {
    const LabSpec &lab;
    const VmSpec &vm;
    bool withSecrets = false;
};

/// How a variable's text and a key's value belong together.
enum class UpstreamKind {
    Text,    ///< as it is
    Flag,    ///< 1 is true
    NotFlag, ///< 1 is false
    Number,  ///< whole numbers
    Port,    ///< `auto` and `off` cannot be said
    Gib,     ///< whole GiB
    Own,     ///< by functions of its own
    Ignored, ///< no lab file needs it
};

/// One of upstream's settings and its place in a VM, for both directions.
struct UpstreamVariable {
    const char *name;
    UpstreamKind kind;
    const char *key = nullptr;    ///< of the VM, as in the lab file; Ignored: why it is
    const char *fallback = "";    ///< what the script takes when it is unset or empty
    QString (*fallbackOf)(const VmSpec &vm, const UpstreamHost &host) = nullptr; ///< the same where it depends
    /// Own: sets what VALUE says; what is wrong with it, else nothing.
    std::optional<QString> (*read)(EnvReading &reading, const QString &value) = nullptr;
    QString (*write)(const EnvWriting &writing) = nullptr; ///< Own: "" leaves it to the script

    [[nodiscard]] QString defaultFor(const VmSpec &vm, const UpstreamHost &host) const;
};

/// All settings of start-vm.sh in the order in which they are read: what others depend on comes first.
[[nodiscard]] std::span<const UpstreamVariable> upstreamVariables();

/// Whether a setting of 0 and 1 is on; nothing when VALUE is no number.
[[nodiscard]] std::optional<bool> upstreamFlag(const QString &value);

/// What VM_PASSWORD_ENCRYPTED says when nobody shall log in with a password: no hash, and one word of YAML.
inline const QString lockedPassword = QStringLiteral("locked");
/// The password everybody knows that upstream's script takes when none is set.
inline const QString upstreamPassword = QStringLiteral("hailhydra");

} // namespace hydra
