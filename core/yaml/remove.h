// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// TEXT without the entry or list item at PATH, its lines and the comments on them; everything else
/// stays. Removing a list's last item leaves [], a map's last key {}. Nothing when the text uses a
/// notation that cannot be patched safely. The caller must read the result again to check it. Pure.
[[nodiscard]] std::optional<QByteArray> removeFromYaml(const QByteArray &text, const YamlNode &root,
                                                       const QStringList &path);

/// The tree without what is at PATH: what the text must read as after the removal.
[[nodiscard]] YamlNode withoutValue(const YamlNode &root, const QStringList &path);

} // namespace hydra
