// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/text_pool.h"

#include <deque>
#include <span>
#include <vector>

namespace hydra {

struct ScrollbackLimits {
    int lines = 100'000;
    qint64 bytes = 48 << 20;
};

/// Lines that have left the screen, oldest first. They are logical lines: one longer than the
/// screen is wide is stored once and wrapped at the current width. Packed into blocks of 256 KiB
/// with a style table each; the oldest lines are dropped at the limits.
class Scrollback
{
public:
    Scrollback(const ScrollbackLimits &limits, int columns);

    void append(std::span<const Cell> line, const TextPool &pool);
    /// Removes the newest line and appends it to CELLS; false when there is none.
    bool takeLast(TextPool &pool, std::vector<Cell> &cells);
    void clear();
    void setColumns(int columns);
    /// The pool has assigned new indexes.
    void forgetPool() { m_localStyles.clear(); }

    [[nodiscard]] int lineCount() const { return m_lines; }
    [[nodiscard]] qint64 rowCount() const { return m_rows; }
    /// The number of rows dropped so far, each counted at the width of its time.
    [[nodiscard]] qint64 droppedRows() const { return m_droppedRows; }
    [[nodiscard]] qint64 memory() const; ///< in bytes, including all tables

    struct Place {
        std::size_t block = 0;
        std::size_t line = 0; ///< index in the block
        qint64 firstRow = 0;  ///< of this line
    };
    /// The line that contains ROW (0 is the oldest row). Fast when called in order.
    [[nodiscard]] Place find(qint64 row) const;
    void read(const Place &place, TextPool &pool, std::vector<Cell> &cells) const;

private:
    struct Block {
        std::vector<quint8> bytes;
        std::vector<quint32> starts; ///< offset of each line
        std::vector<CellStyle> styles;
        std::size_t first = 0; ///< lines before this one have been dropped
        qint64 rows = 0;       ///< of the lines from `first` on

        [[nodiscard]] qint64 memory() const;
    };

    [[nodiscard]] int rowsOfLine(const Block &block, std::size_t line) const;
    bool appendToBlock(std::span<const Cell> line, const TextPool &pool);
    void beginBlock();
    void dropLastBlock();
    bool mapStyles(std::span<const Cell> line, const TextPool &pool);
    void dropFirst();

    ScrollbackLimits m_limits;
    int m_columns;
    std::deque<Block> m_blocks;
    int m_lines = 0;
    qint64 m_rows = 0;
    qint64 m_droppedRows = 0;
    qint64 m_fullBytes = 0;             ///< memory of all blocks but the last
    std::vector<quint16> m_localStyles; ///< for the last block, by the pool's index
    std::vector<quint8> m_scratch;
    mutable Place m_lastFound;
};

} // namespace hydra
