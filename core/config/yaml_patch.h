// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/yaml_node.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// The value at a path of steps (keys, "[2]" for the third item); null when there is none.
[[nodiscard]] const YamlNode *nodeAt(const YamlNode &root, const QStringList &path);

/// TEXT with VALUE at PATH, everything else untouched: an old value is replaced in its own style,
/// missing maps are added in their parent's; the index behind a list's last adds an item. SOURCE: VALUE
/// as lines of YAML that are to stand below their key as they are. Nothing when the text is written in a way that
/// cannot be patched safely. The caller must check the outcome by reading it. Pure.
[[nodiscard]] std::optional<QByteArray> patchYaml(const QByteArray &text, const YamlNode &root,
                                                  const QStringList &path, const YamlNode &value,
                                                  const QByteArray &source = {});

/// The index of a step such as "[2]"; nothing for a key.
[[nodiscard]] std::optional<std::size_t> itemIndex(const QString &step);

/// The tree with VALUE at PATH: what a patched text must read as.
[[nodiscard]] YamlNode withValue(const YamlNode &root, const QStringList &path, const YamlNode &value);

} // namespace hydra
