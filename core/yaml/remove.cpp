// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/remove.h"

#include "core/yaml/extent.h"
#include "core/yaml/patch.h"
#include "core/yaml/writer.h"

namespace hydra {
namespace {

qsizetype startOfLine(const QByteArray &text, qsizetype offset)
{
    return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

qsizetype nextLine(const QByteArray &text, qsizetype offset)
{
    const qsizetype found = text.indexOf('\n', offset);
    return found < 0 ? text.size() : found + 1;
}

QByteArray cut(const QByteArray &text, qsizetype start, qsizetype end)
{
    return text.left(start) + text.mid(end);
}

bool isFirstOnLine(const QByteArray &text, qsizetype offset)
{
    return skipBlanks(text, startOfLine(text, offset)) == offset;
}

std::optional<QByteArray> cutLines(const QByteArray &text, qsizetype start,
                                   std::optional<qsizetype> end)
{
    if (!end || !isFirstOnLine(text, start))
        return std::nullopt;
    return cut(text, startOfLine(text, start), nextLine(text, *end));
}

// Removing the first key behind "- " moves the next one up behind the dash, which works only when
// that one starts the next line.
std::optional<QByteArray> cutFirstOfItem(const QByteArray &text, const YamlNode &map)
{
    const qsizetype start = map.entries[0].keyMark.offset;
    const qsizetype next = map.entries[1].keyMark.offset;
    const auto end = endOfEntry(text, map.entries[0]);
    if (!end || skipBlanks(text, nextLine(text, *end)) != next)
        return std::nullopt;
    return cut(text, start, next);
}

std::optional<QByteArray> cutEntry(const QByteArray &text, const YamlNode &map, std::size_t index)
{
    if (map.entries.size() < 2)
        return std::nullopt;
    const qsizetype start = map.entries[index].keyMark.offset;
    if (index == 0 && !isFirstOnLine(text, start))
        return cutFirstOfItem(text, map);
    return cutLines(text, start, endOfEntry(text, map.entries[index]));
}

/// Removes one element of a flow collection together with the comma that separates it.
std::optional<QByteArray> cutPart(const QByteArray &text, qsizetype start,
                                  std::optional<qsizetype> end,
                                  std::optional<qsizetype> endOfPrevious, qsizetype startOfNext)
{
    if (!end)
        return std::nullopt;
    if (endOfPrevious)
        return cut(text, *endOfPrevious, *end);
    if (startOfNext > start)
        return cut(text, start, startOfNext);
    return cut(text, start, *end);
}

std::optional<QByteArray> cutFlowEntry(const QByteArray &text, const YamlNode &map,
                                       std::size_t index)
{
    const auto previous = index > 0 ? endOfEntry(text, map.entries[index - 1]) : std::nullopt;
    const bool last = index + 1 == map.entries.size();
    return cutPart(text, map.entries[index].keyMark.offset, endOfEntry(text, map.entries[index]),
                   previous, last ? -1 : map.entries[index + 1].keyMark.offset);
}

std::optional<QByteArray> cutFlowItem(const QByteArray &text, const YamlNode &list,
                                      std::size_t index)
{
    const auto previous = index > 0 ? endOfNode(text, *list.items[index - 1]) : std::nullopt;
    const bool last = index + 1 == list.items.size();
    return cutPart(text, list.items[index]->mark.offset, endOfNode(text, *list.items[index]),
                   previous, last ? -1 : list.items[index + 1]->mark.offset);
}

std::optional<QByteArray> cutItem(const QByteArray &text, const YamlNode &list, std::size_t index)
{
    const auto dash = dashOf(text, *list.items[index]);
    return dash ? cutLines(text, *dash, endOfNode(text, *list.items[index])) : std::nullopt;
}

std::optional<std::size_t> indexIn(const YamlNode &parent, const QString &step)
{
    if (const auto index = itemIndex(step))
        return *index < parent.items.size() ? index : std::nullopt;
    for (std::size_t i = 0; i < parent.entries.size(); ++i) {
        if (parent.entries[i].key == step)
            return i;
    }
    return std::nullopt;
}

} // namespace

std::optional<QByteArray> removeFromYaml(const QByteArray &text, const YamlNode &root,
                                         const QStringList &path)
{
    const YamlNode *parent = &root;
    bool inFlow = root.flow;
    for (const QString &step : path.mid(0, path.size() - 1)) {
        const QStringList one{step};
        parent = nodeAt(*parent, one);
        if (parent == nullptr || parent->aliased)
            return std::nullopt;
        inFlow = inFlow || parent->flow;
    }
    const auto index = indexIn(*parent, path.back());
    if (!index)
        return std::nullopt;
    if (parent->items.size() + parent->entries.size() == 1 && !inFlow && path.size() > 1)
        return patchYaml(text, root, path.mid(0, path.size() - 1),
                         parent->items.empty() ? mapNode() : sequenceNode());
    if (parent->kind == YamlNode::Kind::Map)
        return inFlow ? cutFlowEntry(text, *parent, *index) : cutEntry(text, *parent, *index);
    return inFlow ? cutFlowItem(text, *parent, *index) : cutItem(text, *parent, *index);
}

YamlNode withoutValue(const YamlNode &root, const QStringList &path)
{
    YamlNode result = root;
    const auto index = indexIn(root, path.front());
    if (!index)
        return result;
    const bool here = path.size() == 1;
    if (root.kind == YamlNode::Kind::Map) {
        const auto entry = result.entries.begin() + std::ptrdiff_t(*index);
        if (here)
            result.entries.erase(entry);
        else
            entry->value = std::make_shared<YamlNode>(withoutValue(*entry->value, path.mid(1)));
    } else {
        const auto item = result.items.begin() + std::ptrdiff_t(*index);
        if (here)
            result.items.erase(item);
        else
            *item = std::make_shared<YamlNode>(withoutValue(**item, path.mid(1)));
    }
    return result;
}

} // namespace hydra
