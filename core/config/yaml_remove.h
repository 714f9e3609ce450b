// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/yaml_node.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// TEXT without the entry or list item at PATH, with its own lines and the comments on them; nothing else
/// moves. A list's last item leaves [], a map's last key {}. Nothing when the text is written in a way that
/// cannot be patched safely. The caller must check the outcome by reading
/// it. Pure.
[[nodiscard]] std::optional<QByteArray> removeFromYaml(const QByteArray &text, const YamlNode &root,
                                                       const QStringList &path);

/// The tree without what is at PATH: what such a text must read as.
[[nodiscard]] YamlNode withoutValue(const YamlNode &root, const QStringList &path);

} // namespace hydra
