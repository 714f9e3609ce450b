// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/cell.h"

#include <QColor>

#include <array>

namespace hydra {

/// What a terminal is painted with; comes from the theme.
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

/// Bold text in colours 0 to 7 takes 8 to 15. Colours 16 to 255 are xterm's cube and grey ramp. ISREVERSED: of the whole screen.
[[nodiscard]] CellPaint paintOf(const CellStyle &style, const TerminalColors &colors,
                                bool isReversed);

} // namespace hydra
