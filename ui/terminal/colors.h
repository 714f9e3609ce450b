// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/cell.h"

#include <QColor>

#include <array>

namespace hydra {

/// The colours a terminal is painted with; from the theme.
struct TerminalColors {
    QColor background;
    QColor foreground;
    QColor cursor;
    QColor selection; ///< behind selected text
    QColor findMatch; ///< behind found text
    std::array<QColor, 16> ansi;
};

/// The two colours of a cell.
struct CellPaint {
    QColor foreground;
    QColor background;
    bool operator==(const CellPaint &) const = default;
};

/// The colour INDEX (0 to 255) of the palette: 16 to 255 are xterm's cube and grey ramp.
[[nodiscard]] QColor indexedColor(int index, const TerminalColors &colors);

/// Bold text in colours 0 to 7 uses 8 to 15. ISREVERSED: the whole screen is in reverse video.
[[nodiscard]] CellPaint paintOf(const CellStyle &style, const TerminalColors &colors,
                                bool isReversed);

} // namespace hydra
