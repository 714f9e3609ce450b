// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// The contents of a $'...'.
struct AnsiQuoted {
    QString text;
    qsizetype end = -1; ///< behind the closing quote; -1: there is none
    bool isText = true; ///< false: invalid UTF-8 or a zero byte
};

/// Reads bash's $'...' in TEXT from BEGIN, the first character after the opening quote. Pure.
[[nodiscard]] AnsiQuoted readAnsiQuoted(const QString &text, qsizetype begin);

} // namespace hydra
