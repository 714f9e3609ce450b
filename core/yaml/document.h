// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/diagnostic.h"
#include "core/yaml/node.h"

namespace hydra {

/// A single YAML document as a tree, with the problems that did not prevent reading it: duplicate
/// keys, keys that are not scalars, foreign tags.
struct YamlDocument {
    YamlNodePtr root; ///< never null
    Diagnostics complaints;
    bool empty = false; ///< only comments, so the root is a null that nobody wrote
};

/// A mark's column as people count it: characters, from 1.
[[nodiscard]] int columnForPeople(const QByteArray &text, const YamlMark &mark);

} // namespace hydra
