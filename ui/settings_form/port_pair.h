// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/written_lab.h"

namespace hydra::ui {

/// An item of ports.extra may be written as "HOST:GUEST": its fields are then parts of one text. Pure.

/// ports.extra[2].host and its like.
[[nodiscard]] bool isPairPart(const QString &path);
[[nodiscard]] QString itemOf(const QString &path); ///< ports.extra[2]
/// The part that PATH names of ITEM; MAP is what is written at PATH when the item is a map.
[[nodiscard]] WrittenValue partOfPair(const WrittenValue &item, const WrittenValue &map, const QString &path);
/// The YAML of the pair with PATH's part changed: a pair again, or a map when it has to be.
[[nodiscard]] QString pairWith(const YamlNode &pair, const QString &path, const QString &yaml);

} // namespace hydra::ui
