// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/go_template_tree.h"

#include <optional>

namespace hydra::gotemplate {

/// The functions of a template, by name, and how Go sees a JSON value. All throw Stop. Pure.

[[nodiscard]] QStringList functionNames(); ///< sorted
[[nodiscard]] Value callFunction(const QString &name, const std::vector<Value> &arguments);

/// As Go's fmt prints it: map[a:1 b:[x y]]; nil is <nil>.
[[nodiscard]] QString printed(const Value &value);
[[nodiscard]] QString formatted(const std::vector<Value> &arguments); ///< printf
[[nodiscard]] bool isTrue(const Value &value);
/// "a text", "a map": for messages.
[[nodiscard]] QString kindOf(const Value &value);
/// The number that a value is, or that its text is; nothing for anything else.
[[nodiscard]] std::optional<double> numberOf(const Value &value);
/// The text of a text or of a number.
[[nodiscard]] QString textOf(const Value &value);

} // namespace hydra::gotemplate
