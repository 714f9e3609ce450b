// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// The value at a path of steps (keys, "[2]" for the third item); null when there is none.
[[nodiscard]] const YamlNode *nodeAt(const YamlNode &root, const QStringList &path);

/// TEXT with VALUE at PATH, everything else untouched: an existing value is replaced in its own
/// style, missing maps are added in their parent's style, and the index behind a list's last item
/// appends one. SOURCE: VALUE as lines of YAML to be written below their key verbatim. Nothing when
/// the text uses a notation that cannot be patched safely. The caller must read the result again to
/// check it.
/// Pure.
[[nodiscard]] std::optional<QByteArray> patchYaml(const QByteArray &text, const YamlNode &root,
                                                  const QStringList &path, const YamlNode &value,
                                                  const QByteArray &source = {});

/// The index of a step such as "[2]"; nothing for a key.
[[nodiscard]] std::optional<std::size_t> itemIndex(const QString &step);

/// The tree with VALUE at PATH: what the patched text must read as.
[[nodiscard]] YamlNode withValue(const YamlNode &root, const QStringList &path,
                                 const YamlNode &value);

} // namespace hydra
