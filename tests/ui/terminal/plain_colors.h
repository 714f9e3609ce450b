// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/colors.h"

namespace hydra::test {

/// Colours that are easy to distinguish.
inline TerminalColors plainColors()
{
    TerminalColors colors;
    colors.background = QColor(0, 0, 0);
    colors.foreground = QColor(200, 200, 200);
    colors.cursor = QColor(255, 128, 0);
    colors.selection = QColor(0, 0, 120);
    colors.findMatch = QColor(120, 120, 0);
    for (int i = 0; i < 16; ++i) {
        const int level = i < 8 ? 170 : 255;
        colors.ansi[std::size_t(i)] =
            QColor(i & 1 ? level : 0, i & 2 ? level : 0, i & 4 ? level : 0);
    }
    return colors;
}

} // namespace hydra::test
