// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/cell.h"

#include <span>

namespace hydra {

/// The number of cells of LINE, from FIRST on, that fit into one row of COLUMNS (at least 2); never
/// half a wide character.
[[nodiscard]] inline std::size_t rowLength(std::span<const Cell> line, std::size_t first,
                                           std::size_t columns)
{
    const std::size_t end = first + columns;
    if (end >= line.size())
        return line.size() - first;
    return line[end].isTail() ? columns - 1 : columns;
}

/// The number of rows that LINE occupies; at least one.
[[nodiscard]] inline int rowsOf(std::span<const Cell> line, int columns)
{
    int rows = 1;
    for (std::size_t at = rowLength(line, 0, std::size_t(columns)); at < line.size(); ++rows)
        at += rowLength(line, at, std::size_t(columns));
    return rows;
}

} // namespace hydra
