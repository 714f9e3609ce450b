// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/yaml_node.h"

#include <QByteArray>

#include <optional>

namespace hydra {

/// Where values stand in the text they were read from, for patching it; yaml-cpp only tells where
/// they begin. Offsets in bytes. Nothing: the text is written in a way that is not understood, so
/// leave it alone. Pure; TEXT must be the very text of the nodes.

/// The end of the text of NODE, including an alias or anchor in front of it.
[[nodiscard]] std::optional<qsizetype> endOfNode(const QByteArray &text, const YamlNode &node);

/// Behind a map entry's colon, or behind its key when it has no colon, as in {key}.
[[nodiscard]] std::optional<qsizetype> endOfKey(const QByteArray &text, const YamlEntry &entry);

/// The end of an entry's text, value included.
[[nodiscard]] std::optional<qsizetype> endOfEntry(const QByteArray &text, const YamlEntry &entry);

/// The dash of a list item; nothing when it does not stand first on its line.
[[nodiscard]] std::optional<qsizetype> dashOf(const QByteArray &text, const YamlNode &item);

/// The lines below an entry's key as they were written, comments included, without their indentation
/// and with plain line breaks; a value on the key's line as it stands there.
[[nodiscard]] std::optional<QByteArray> sourceOf(const QByteArray &text, const YamlEntry &entry);

/// The length of a written-out nothing (~ or null) at OFFSET; 0 when there is none.
[[nodiscard]] qsizetype writtenNull(const QByteArray &text, qsizetype offset);

/// The first offset from START that is no space or tab.
[[nodiscard]] qsizetype skipBlanks(const QByteArray &text, qsizetype start);

/// The end of the line OFFSET is on, before its line break.
[[nodiscard]] qsizetype endOfLine(const QByteArray &text, qsizetype offset);

} // namespace hydra
