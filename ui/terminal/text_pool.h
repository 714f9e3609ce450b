// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/cell.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hydra {

/// The styles and clusters (characters with combining marks) that cells refer to. Both only grow
/// until the owner compacts them, which gives every cell new indexes.
class TextPool
{
public:
    static constexpr std::size_t kMaxCluster = 8; ///< in code points; further marks are dropped

    TextPool();

    [[nodiscard]] quint32 styleIndex(const CellStyle &style);
    [[nodiscard]] const CellStyle &style(quint32 index) const { return m_styles[index]; }
    [[nodiscard]] std::size_t styleCount() const { return m_styles.size(); }

    /// The cell's text; empty for an empty cell and for the right half of a wide character.
    [[nodiscard]] std::u32string_view text(const Cell &cell) const;
    /// CELL with MARK combined with its text.
    [[nodiscard]] Cell withMark(const Cell &cell, char32_t mark);

    [[nodiscard]] std::size_t size() const { return m_styles.size() + m_clusters.size(); }
    /// Converts CELL, which refers to another pool, to this one.
    [[nodiscard]] Cell adopt(const Cell &cell, const TextPool &from);

private:
    [[nodiscard]] quint32 clusterIndex(std::u32string_view cluster);

    struct StyleHash {
        std::size_t operator()(const CellStyle &style) const;
    };

    std::vector<CellStyle> m_styles;
    std::unordered_map<CellStyle, quint32, StyleHash> m_styleIndex;
    std::vector<std::u32string> m_clusters;
    std::unordered_map<std::u32string, quint32> m_clusterIndex;
    mutable char32_t m_single = 0;
};

} // namespace hydra
