// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.h"

namespace hydra {

/// A scalar to be written without quotes where YAML allows it.
[[nodiscard]] YamlNode plainNode(const QString &text);
/// A text; quoted when it would otherwise read as a number, a boolean or null.
[[nodiscard]] YamlNode textNode(const QString &text);
[[nodiscard]] YamlNode sequenceNode();
[[nodiscard]] YamlNode mapNode();
void append(YamlNode &sequence, YamlNode item);
void addEntry(YamlNode &map, const QString &key, YamlNode value);

/// One line of YAML in flow style: lists in [], maps in {}.
[[nodiscard]] QString writeFlowYaml(const YamlNode &node);
/// One line of YAML to follow "KEY: " or "- " in block context, where fewer texts need quotes.
[[nodiscard]] QString writeInlineYaml(const YamlNode &node);
/// Lines of YAML in block style, each ended by a line break and indented by INDENT spaces.
/// Collections that were read in flow style ([] or {}) keep it.
[[nodiscard]] QString writeBlockYaml(const YamlNode &node, int indent = 0);
/// Whether NODE is marked `literal` and its text can be a literal block below a key: at least one
/// line break, no characters that need an escape, no blanks where indentation would be guessed from
/// them, and at most one line break at the end.
[[nodiscard]] bool isLiteralBlock(const YamlNode &node);
/// What follows "KEY: " on its line when TEXT is a literal block: | or |-.
[[nodiscard]] QString literalHead(const QString &text);
/// TEXT in double quotes, escaped as needed.
[[nodiscard]] QString doubleQuoted(const QString &text);
/// Whether two trees have equal values; the order of keys, quoting, style and marks do not matter.
[[nodiscard]] bool sameYaml(const YamlNode &a, const YamlNode &b);

} // namespace hydra
