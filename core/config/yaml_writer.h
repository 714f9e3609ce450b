// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/yaml_node.h"

namespace hydra {

/// A scalar that is written without quotes where YAML allows.
[[nodiscard]] YamlNode plainNode(const QString &text);
/// A text; in quotes when it would otherwise read as a number, a truth value or nothing.
[[nodiscard]] YamlNode textNode(const QString &text);
[[nodiscard]] YamlNode sequenceNode();
[[nodiscard]] YamlNode mapNode();
void append(YamlNode &sequence, YamlNode item);
void addEntry(YamlNode &map, const QString &key, YamlNode value);

/// One line of YAML: lists in [], maps in {}.
[[nodiscard]] QString writeFlowYaml(const YamlNode &node);
/// One line of YAML to follow "KEY: " or "- " where lines count, which needs fewer quotes.
[[nodiscard]] QString writeInlineYaml(const YamlNode &node);
/// Lines of YAML, each ending in a line break; INDENT spaces before each. What was written in [] or
/// {} stays so.
[[nodiscard]] QString writeBlockYaml(const YamlNode &node, int indent = 0);
/// TEXT in double quotes, with everything escaped that needs it.
[[nodiscard]] QString doubleQuoted(const QString &text);
/// Same values; the order of keys, quotes, style and marks do not matter.
[[nodiscard]] bool sameYaml(const YamlNode &a, const YamlNode &b);

} // namespace hydra
