// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"
#include "config/yaml_node.h"

#include <optional>

namespace hydra {

/// A VM's keys by name, judged by the rules of the lab file: what is set here reads back from a lab file. Pure.

/// Sets KEY, such as user_network.prefix. What is wrong with VALUE, in the lab file's words; nothing when it was set.
[[nodiscard]] std::optional<QString> setVmKey(VmSpec &vm, const QString &key, const YamlNode &value);
[[nodiscard]] std::optional<QString> setVmKey(VmSpec &vm, const QString &key, const QString &text);

/// The value of KEY as a lab file has it; "" when it is unset or no single value.
[[nodiscard]] QString vmKeyText(const VmSpec &vm, const QString &key);

/// In whole GiB, as upstream has sizes: rounded up.
[[nodiscard]] QString wholeGib(MemorySize size);

} // namespace hydra
