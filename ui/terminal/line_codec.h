// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/text_pool.h"

#include <span>
#include <vector>

namespace hydra::line_codec {

/// A line of cells as bytes: about one for each ASCII character and two for each change of style.
/// In order: flags, the numbers of cells and of text bytes, the text as UTF-8 (0x01 before a wide
/// character, 0x02 for an empty cell, 0x03 before what joins the cell), then runs of (cells,
/// style). Styles are indices into a table that the caller keeps beside many lines.
struct Header {
    bool hasWide = false;
    bool hasStyles = false;
    quint32 cells = 0;
    quint32 textBytes = 0;
    quint32 size = 0; ///< of the header itself
};

/// Appends CELLS, which are of POOL, to OUT; LOCALSTYLES[i] is the table's entry for each style.
void encode(std::span<const Cell> cells, const TextPool &pool, std::span<const quint16> localStyles,
            std::vector<quint8> &out);
[[nodiscard]] Header readHeader(const quint8 *line);
/// Appends the line to CELLS, with entries of POOL for what it refers to.
void decode(const quint8 *line, std::span<const CellStyle> table, TextPool &pool,
            std::vector<Cell> &cells);

/// The rows of COLUMNS the line takes, without decoding it.
[[nodiscard]] int countRows(const quint8 *line, int columns);

} // namespace hydra::line_codec
