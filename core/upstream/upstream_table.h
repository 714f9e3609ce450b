// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/upstream/upstream_values.h"

#include <optional>
#include <span>

namespace hydra {

/// How a variable's text corresponds to a key's value.
enum class UpstreamKind {
    Text,    ///< the same text
    Flag,    ///< 1 is true
    NotFlag, ///< 1 is false
    Number,  ///< whole numbers
    Port,    ///< `auto` and `off` cannot be expressed
    Gib,     ///< whole GiB
    Own,     ///< converted by its own functions
    Ignored, ///< no counterpart in a lab file
};

/// One of upstream's settings and its counterpart in a VM, for both directions.
struct UpstreamVariable {
    const char *name;
    UpstreamKind kind;
    const char *key = nullptr; ///< the VM's key in a lab file; Ignored: the reason
    const char *fallback = ""; ///< the script's default when it is unset or empty
    QString (*fallbackOf)(const VmSpec &vm,
                          const UpstreamHost &host) = nullptr; ///< the same where it depends
    /// Own: applies VALUE to the VM; returns what is wrong with it, or nothing.
    std::optional<QString> (*read)(EnvReading &reading, const QString &value) = nullptr;
    QString (*write)(const EnvWriting &writing) = nullptr; ///< Own: "" leaves it unset

    [[nodiscard]] QString defaultFor(const VmSpec &vm, const UpstreamHost &host) const;
};

/// All settings of start-vm.sh, in an order in which each follows those it depends on.
[[nodiscard]] std::span<const UpstreamVariable> upstreamVariables();

} // namespace hydra
