// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <algorithm>
#include <memory>
#include <vector>

namespace hydra {

/// A place in a YAML text: bytes since the start, line from 1, column in bytes from 0.
struct YamlMark {
    qsizetype offset = 0;
    int line = 1;
    int column = 0;
};

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;

/// One key and its value in a map.
struct YamlEntry {
    QString key;
    YamlMark keyMark;
    bool keyQuoted = false;
    YamlNodePtr value;
};

/// A YAML value as it was written: a tree without aliases (each use has its own node, whose
/// children are shared with the anchor's), in source order, with marks. Immutable once built.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Map };
    Kind kind = Kind::Null;
    QString text;         ///< Scalar only
    bool quoted = false;  ///< Scalar: quoted or a block scalar, so never a number or boolean
    bool literal = false; ///< Scalar: to be written as a literal block where it can be one
    bool flow = false;    ///< Sequence or Map: written in [] or {}
    bool aliased = false; ///< written as *ALIAS here; the text stands elsewhere
    YamlMark mark;
    std::vector<YamlNodePtr> items;
    std::vector<YamlEntry> entries;
    int height = 0;    ///< levels below this one
    qint64 weight = 0; ///< approximate bytes of this subtree with every alias expanded

    /// Whether readYaml surely accepts COPIES of this subtree written out one below the other, up
    /// to 30 levels further in. It may also accept larger ones: only an attempt tells.
    [[nodiscard]] bool isCertainlyReadable(std::size_t copies = 1) const
    {
        constexpr int fewLevels = 32;
        constexpr qint64 fewBytes = 64 << 10;
        return height <= fewLevels && weight <= fewBytes / qint64(std::max<std::size_t>(copies, 1));
    }

    [[nodiscard]] const YamlEntry *find(const QString &key) const
    {
        for (const YamlEntry &entry : entries) {
            if (entry.key == key)
                return &entry;
        }
        return nullptr;
    }
};

} // namespace hydra
