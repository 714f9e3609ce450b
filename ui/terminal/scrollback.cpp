// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/scrollback.h"

#include "ui/terminal/line_codec.h"

namespace hydra {
namespace {
constexpr std::size_t kBlockBytes = 256 * 1024;
constexpr quint16 kUnmapped = 0xffff;
} // namespace

Scrollback::Scrollback(const ScrollbackLimits &limits, int columns)
    : m_limits(limits), m_columns(columns)
{
}

void Scrollback::append(std::span<const Cell> line, const TextPool &pool)
{
    if (m_blocks.empty() || !appendToBlock(line, pool)) {
        beginBlock();
        appendToBlock(line, pool);
    }
    Block &block = m_blocks.back();
    const int rows = rowsOfLine(block, block.starts.size() - 1);
    block.rows += rows;
    m_rows += rows;
    ++m_lines;
    while (m_lines > m_limits.lines || (memory() > m_limits.bytes && m_blocks.size() > 1))
        dropFirst();
}

// False when the block is full; an empty block accepts any line.
bool Scrollback::appendToBlock(std::span<const Cell> line, const TextPool &pool)
{
    if (!mapStyles(line, pool))
        return false;
    Block &block = m_blocks.back();
    m_scratch.clear();
    line_codec::encode(line, pool, m_localStyles, m_scratch);
    if (!block.starts.empty() && block.bytes.size() + m_scratch.size() > kBlockBytes)
        return false;
    block.starts.push_back(quint32(block.bytes.size()));
    block.bytes.insert(block.bytes.end(), m_scratch.begin(), m_scratch.end());
    return true;
}

bool Scrollback::mapStyles(std::span<const Cell> line, const TextPool &pool)
{
    Block &block = m_blocks.back();
    if (m_localStyles.size() < pool.styleCount())
        m_localStyles.resize(pool.styleCount(), kUnmapped);
    for (const Cell &cell : line) {
        quint16 &local = m_localStyles[cell.style];
        if (local != kUnmapped)
            continue;
        const bool isFull = block.styles.size() == kUnmapped;
        if (isFull && !block.starts.empty())
            return false;
        // A line with even more styles shows the rest in the first one.
        local = isFull ? 0 : quint16(block.styles.size());
        if (!isFull)
            block.styles.push_back(pool.style(cell.style));
    }
    return true;
}

void Scrollback::beginBlock()
{
    if (!m_blocks.empty()) {
        Block &full = m_blocks.back();
        full.starts.shrink_to_fit();
        full.styles.shrink_to_fit();
        m_fullBytes += full.memory();
    }
    m_blocks.emplace_back().bytes.reserve(kBlockBytes);
    m_localStyles.clear();
}

bool Scrollback::takeLast(TextPool &pool, std::vector<Cell> &cells)
{
    if (m_lines == 0)
        return false;
    Block &block = m_blocks.back();
    const std::size_t line = block.starts.size() - 1;
    const int rows = rowsOfLine(block, line);
    line_codec::decode(block.bytes.data() + block.starts[line], block.styles, pool, cells);
    block.bytes.resize(block.starts[line]);
    block.starts.pop_back();
    block.rows -= rows;
    m_rows -= rows;
    --m_lines;
    m_lastFound = {};
    if (block.starts.size() == block.first)
        dropLastBlock();
    return true;
}

void Scrollback::dropLastBlock()
{
    m_blocks.pop_back();
    m_localStyles.clear();
    if (!m_blocks.empty())
        m_fullBytes -= m_blocks.back().memory();
}

void Scrollback::dropFirst()
{
    Block &block = m_blocks.front();
    const int rows = rowsOfLine(block, block.first);
    ++block.first;
    block.rows -= rows;
    m_rows -= rows;
    m_droppedRows += rows;
    --m_lines;
    m_lastFound = {};
    if (block.first < block.starts.size())
        return;
    if (m_blocks.size() == 1)
        return dropLastBlock();
    m_fullBytes -= block.memory();
    m_blocks.pop_front();
}

void Scrollback::clear()
{
    m_droppedRows += m_rows;
    m_blocks.clear();
    m_localStyles.clear();
    m_lines = 0;
    m_rows = 0;
    m_fullBytes = 0;
    m_lastFound = {};
}

void Scrollback::setColumns(int columns)
{
    m_columns = columns;
    m_lastFound = {};
    m_rows = 0;
    for (Block &block : m_blocks) {
        block.rows = 0;
        for (std::size_t line = block.first; line < block.starts.size(); ++line)
            block.rows += rowsOfLine(block, line);
        m_rows += block.rows;
    }
}

int Scrollback::rowsOfLine(const Block &block, std::size_t line) const
{
    return line_codec::countRows(block.bytes.data() + block.starts[line], m_columns);
}

Scrollback::Place Scrollback::find(qint64 row) const
{
    Place place;
    while (place.block + 1 < m_blocks.size() && row >= place.firstRow + m_blocks[place.block].rows)
        place.firstRow += m_blocks[place.block++].rows;
    const Block &block = m_blocks[place.block];
    place.line = block.first;
    if (m_lastFound.block == place.block && m_lastFound.line >= block.first &&
        row >= m_lastFound.firstRow && m_lastFound.firstRow >= place.firstRow)
        place = m_lastFound;
    for (int rows = 0; place.line + 1 < block.starts.size(); ++place.line, place.firstRow += rows) {
        rows = rowsOfLine(block, place.line);
        if (row < place.firstRow + rows)
            break;
    }
    m_lastFound = place;
    return place;
}

void Scrollback::read(const Place &place, TextPool &pool, std::vector<Cell> &cells) const
{
    const Block &block = m_blocks[place.block];
    line_codec::decode(block.bytes.data() + block.starts[place.line], block.styles, pool, cells);
}

qint64 Scrollback::Block::memory() const
{
    return qint64(sizeof(Block) + bytes.capacity() + starts.capacity() * sizeof(quint32) +
                  styles.capacity() * sizeof(CellStyle));
}

qint64 Scrollback::memory() const
{
    const qint64 last = m_blocks.empty() ? 0 : m_blocks.back().memory();
    return qint64(sizeof *this) + m_fullBytes + last +
           qint64(m_localStyles.capacity() * sizeof(quint16));
}

} // namespace hydra
