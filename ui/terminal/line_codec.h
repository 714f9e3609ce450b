// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/text_pool.h"

#include <span>
#include <vector>

namespace hydra::line_codec {

/// Packs a line of cells into bytes: about one per ASCII character and two per change of style.
/// Format: flags, the numbers of cells and of text bytes, the text as UTF-8 (0x01 before a wide
/// character, 0x02 for an empty cell, 0x03 before a mark that combines with the cell), then runs of
/// (cells, style). Styles are indexes into a table that the caller keeps for many lines.
struct Header {
    bool hasWide = false;
    bool hasStyles = false;
    quint32 cells = 0;
    quint32 textBytes = 0;
    quint32 size = 0; ///< of the header itself
};

/// Appends CELLS, which refer to POOL, to OUT; LOCALSTYLES maps the pool's styles to the table's.
void encode(std::span<const Cell> cells, const TextPool &pool, std::span<const quint16> localStyles,
            std::vector<quint8> &out);
[[nodiscard]] Header readHeader(const quint8 *line);
/// Appends the decoded line to CELLS, and to POOL what they refer to.
void decode(const quint8 *line, std::span<const CellStyle> table, TextPool &pool,
            std::vector<Cell> &cells);

/// The number of rows of COLUMNS that the line occupies, without decoding it.
[[nodiscard]] int countRows(const quint8 *line, int columns);

} // namespace hydra::line_codec
