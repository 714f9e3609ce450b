// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/written_lab.h"

namespace hydra::ui {

/// An item of ports.extra may be written as "HOST:GUEST", whose fields are then parts of one text.
/// Pure.

/// Whether PATH is such a part: ports.extra[2].host or the like.
[[nodiscard]] bool isPairPart(const QString &path);
[[nodiscard]] QString itemOf(const QString &path); ///< ports.extra[2]
/// The part of ITEM at PATH; MAP is the value at PATH when the item is a map.
[[nodiscard]] WrittenValue partOfPair(const WrittenValue &item, const WrittenValue &map,
                                      const QString &path);
/// The YAML of the pair with PATH's part changed: a pair again, or a map if a pair cannot express
/// it.
[[nodiscard]] QString pairWith(const YamlNode &pair, const QString &path, const QString &yaml);

} // namespace hydra::ui
