// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.h"

#include <QByteArray>

#include <optional>

namespace hydra {

/// Finds where values end in the text they were read from, so that the text can be patched;
/// yaml-cpp only reports where they begin. Offsets are in bytes. Nothing is returned for notations
/// these functions do not understand: such text must not be patched. Pure; TEXT must be the very
/// text the nodes were read from.

/// The end of the text of NODE, including an alias or anchor in front of it.
[[nodiscard]] std::optional<qsizetype> endOfNode(const QByteArray &text, const YamlNode &node);

/// The offset behind a map entry's colon, or behind its key when it has none, as in {key}.
[[nodiscard]] std::optional<qsizetype> endOfKey(const QByteArray &text, const YamlEntry &entry);

/// The end of an entry's text, value included.
[[nodiscard]] std::optional<qsizetype> endOfEntry(const QByteArray &text, const YamlEntry &entry);

/// The offset of a list item's dash; nothing when other text precedes it on its line.
[[nodiscard]] std::optional<qsizetype> dashOf(const QByteArray &text, const YamlNode &item);

/// The lines below an entry's key as they were written, comments included, dedented and with "\n"
/// line breaks; for a value on the key's line, that value as written.
[[nodiscard]] std::optional<QByteArray> sourceOf(const QByteArray &text, const YamlEntry &entry);

/// The length of an explicit null (~ or null) at OFFSET; 0 when there is none.
[[nodiscard]] qsizetype writtenNull(const QByteArray &text, qsizetype offset);

/// The first offset from START that is neither space nor tab.
[[nodiscard]] qsizetype skipBlanks(const QByteArray &text, qsizetype start);

/// The end of the line that contains OFFSET, before its line break.
[[nodiscard]] qsizetype endOfLine(const QByteArray &text, qsizetype offset);

} // namespace hydra
