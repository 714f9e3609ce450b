// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"
#include "config/yaml_node.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// A single YAML document as a tree, and what is wrong with it although it could be read:
/// duplicate keys, keys that are no words, foreign tags.
struct YamlDocument {
    YamlNodePtr root; ///< never null
    Diagnostics complaints;
    bool empty = false; ///< nothing but comments: the root is a null that nobody wrote
};

/// Reads one YAML 1.2 document in bounded time and memory: at most 1 MiB of UTF-8 without control
/// characters, 64 levels, 100,000 values, 4 MiB with aliases written out. Marks count from the
/// text's first byte (after a byte order mark). FILE is only used in messages. Pure.
[[nodiscard]] tl::expected<YamlDocument, Diagnostics> readYaml(const QByteArray &text,
                                                               const QString &file);

/// A mark's column as people count it: characters, from 1.
[[nodiscard]] int columnForPeople(const QByteArray &text, const YamlMark &mark);

/// The text without a UTF-8 byte order mark, which marks do not count.
[[nodiscard]] QByteArray withoutByteOrderMark(const QByteArray &text);

} // namespace hydra
