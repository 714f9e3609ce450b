// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/yaml/node.h"

#include <optional>

namespace hydra {

/// Access to a VM's keys by name, under the lab file's rules: whatever is set here can be written
/// to a lab file. Pure.

/// Sets KEY, such as user_network.prefix. Returns what is wrong with VALUE, in the lab file's
/// words; nothing on success.
[[nodiscard]] std::optional<QString> setVmKey(VmSpec &vm, const QString &key,
                                              const YamlNode &value);
[[nodiscard]] std::optional<QString> setVmKey(VmSpec &vm, const QString &key, const QString &text);

/// The value of KEY as a lab file spells it; "" when it is unset or not a scalar.
[[nodiscard]] QString vmKeyText(const VmSpec &vm, const QString &key);

/// In whole GiB, as upstream's sizes are: rounded up.
[[nodiscard]] QString wholeGib(MemorySize size);

} // namespace hydra
