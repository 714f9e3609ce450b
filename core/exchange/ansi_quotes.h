// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// What stood between $' and '.
struct AnsiQuoted {
    QString text;
    qsizetype end = -1;  ///< behind the closing quote; -1: it is never closed
    bool isText = true;  ///< false: its bytes are no UTF-8, or one of them is zero
};

/// Reads bash's $'...' of TEXT from BEGIN, the first character behind the quote. Pure.
[[nodiscard]] AnsiQuoted readAnsiQuoted(const QString &text, qsizetype begin);

} // namespace hydra
