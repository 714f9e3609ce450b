// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/text_pool.h"

namespace hydra {

TextPool::TextPool()
{
    [[maybe_unused]] const quint32 first = styleIndex({}); // index 0 is the default style
}

std::size_t TextPool::StyleHash::operator()(const CellStyle &style) const
{
    const quint64 colours = quint64(style.foreground.raw()) << 32 | style.background.raw();
    const quint64 mixed = (colours ^ quint64(style.attributes) << 23) * 0x9e3779b97f4a7c15u;
    return std::size_t(mixed ^ mixed >> 32);
}

quint32 TextPool::styleIndex(const CellStyle &style)
{
    const auto [place, isNew] = m_styleIndex.try_emplace(style, quint32(m_styles.size()));
    if (isNew)
        m_styles.push_back(style);
    return place->second;
}

quint32 TextPool::clusterIndex(std::u32string_view cluster)
{
    const auto [place, isNew] =
        m_clusterIndex.try_emplace(std::u32string(cluster), quint32(m_clusters.size()));
    if (isNew)
        m_clusters.push_back(place->first);
    return place->second;
}

std::u32string_view TextPool::text(const Cell &cell) const
{
    if (cell.isEmpty() || cell.isTail())
        return {};
    if (cell.isCluster())
        return m_clusters[cell.value()];
    m_single = cell.value();
    return {&m_single, 1};
}

Cell TextPool::withMark(const Cell &cell, char32_t mark)
{
    std::u32string cluster(text(cell));
    if (cluster.size() >= kMaxCluster)
        return cell;
    if (cluster.empty())
        cluster = U" ";
    cluster += mark;
    return {Cell::kCluster | (cell.text & Cell::kWide) | clusterIndex(cluster), cell.style};
}

Cell TextPool::adopt(const Cell &cell, const TextPool &from)
{
    Cell adopted{cell.text, styleIndex(from.style(cell.style))};
    if (cell.isCluster())
        adopted.text = (cell.text & ~Cell::kValue) | clusterIndex(from.text(cell));
    return adopted;
}

} // namespace hydra
