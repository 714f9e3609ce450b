// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/patch.h"

#include "core/yaml/extent.h"
#include "core/yaml/writer.h"

#include <algorithm>

namespace hydra {
namespace {

/// One child of a collection: an entry of a map or an item of a list.
struct Slot {
    const YamlEntry *entry = nullptr; ///< null for an item
    const YamlNode *node = nullptr;   ///< null: no such child
};

Slot childOf(const YamlNode &parent, const QString &step)
{
    if (const auto index = itemIndex(step))
        return {nullptr, *index < parent.items.size() ? parent.items[*index].get() : nullptr};
    const YamlEntry *entry = parent.find(step);
    return {entry, entry != nullptr ? entry->value.get() : nullptr};
}

QByteArray spliced(const QByteArray &text, qsizetype start, qsizetype end,
                   const QByteArray &replacement)
{
    return text.left(start) + replacement + text.mid(end);
}

/// VALUE wrapped into a map or, for "[0]", a list for each of STEPS.
YamlNode wrapped(const QStringList &steps, const YamlNode &value)
{
    YamlNode node = value;
    for (auto step = steps.crbegin(); step != steps.crend(); ++step) {
        YamlNode outer = itemIndex(*step) ? sequenceNode() : mapNode();
        if (itemIndex(*step))
            append(outer, node);
        else
            addEntry(outer, *step, node);
        node = outer;
    }
    return node;
}

QString singleQuoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("''")) +
           QLatin1Char('\'');
}

/// VALUE in the quotes of the value it replaces, unless they would turn a number or boolean into
/// text.
QByteArray inStyleOf(char first, const YamlNode &value, bool inFlow)
{
    const bool isText =
        value.kind == YamlNode::Kind::Scalar && (value.quoted || !textNode(value.text).quoted);
    if (isText && first == '"')
        return doubleQuoted(value.text).toUtf8();
    if (isText && first == '\'' && !doubleQuoted(value.text).contains(QLatin1Char('\\')))
        return singleQuoted(value.text).toUtf8();
    return (inFlow ? writeFlowYaml(value) : writeInlineYaml(value)).toUtf8();
}

std::optional<QByteArray> replaceNull(const QByteArray &text, const YamlEntry &entry,
                                      const QByteArray &value)
{
    const auto colon = endOfKey(text, entry);
    if (!colon || text[*colon - 1] != ':')
        return std::nullopt;
    const qsizetype old = skipBlanks(text, *colon);
    const qsizetype length = writtenNull(text, old);
    return length > 0 ? spliced(text, old, old + length, value)
                      : spliced(text, *colon, *colon, ' ' + value);
}

/// Replaces the lines of a block list or map by VALUE on the key's line, before any comment there.
std::optional<QByteArray> replaceLines(const QByteArray &text, const Slot &slot, qsizetype end,
                                       const QByteArray &value)
{
    const auto colon = endOfKey(text, *slot.entry);
    if (!colon || text[*colon - 1] != ':')
        return std::nullopt;
    const qsizetype lineEnd = endOfLine(text, *colon);
    if (lineEnd > slot.node->mark.offset)
        return std::nullopt;
    return text.left(*colon) + ' ' + value + text.mid(*colon, lineEnd - *colon) + text.mid(end);
}

std::optional<QByteArray> replaceValue(const QByteArray &text, const Slot &slot,
                                       const YamlNode &value, bool inFlow)
{
    const QByteArray written = (inFlow ? writeFlowYaml(value) : writeInlineYaml(value)).toUtf8();
    if (slot.node->kind == YamlNode::Kind::Null && !slot.node->aliased)
        return slot.entry != nullptr ? replaceNull(text, *slot.entry, written) : std::nullopt;
    const auto end = endOfNode(text, *slot.node);
    if (!end)
        return std::nullopt;
    const bool isScalar = slot.node->kind == YamlNode::Kind::Scalar;
    if (isScalar || slot.node->flow || slot.node->aliased) {
        const qsizetype start = slot.node->mark.offset;
        const char first = isScalar && !slot.node->aliased ? text[start] : ' ';
        return spliced(text, start, *end, inStyleOf(first, value, inFlow));
    }
    return slot.entry != nullptr ? replaceLines(text, slot, *end, written) : std::nullopt;
}

QByteArray lineBreakOf(const QByteArray &text)
{
    const qsizetype first = text.indexOf('\n');
    return first > 0 && text[first - 1] == '\r' ? QByteArray("\r\n") : QByteArray("\n");
}

QByteArray inLineBreaks(QByteArray lines, const QByteArray &lineBreak)
{
    return lines.replace("\n", lineBreak);
}

/// Inserts a new first key at the top of the file, above the comment that belongs to the old first
/// key.
QByteArray addedOnTop(const QByteArray &text, const YamlNode &map, const QByteArray &lines)
{
    qsizetype at = map.entries.front().keyMark.offset;
    qsizetype top = at;
    while (top > 0) {
        const qsizetype start = top < 2 ? 0 : text.lastIndexOf('\n', top - 2) + 1;
        const QByteArray line = text.mid(start, top - start).trimmed();
        if (line.isEmpty())
            at = top;
        if (!line.startsWith('#'))
            break;
        top = start;
    }
    return spliced(text, at, at, lines);
}

QByteArray indented(const QByteArray &source, int indent)
{
    QByteArray lines;
    for (const QByteArray &line :
         source.trimmed().isEmpty() ? QList<QByteArray>() : source.split('\n'))
        lines += (line.isEmpty() ? QByteArray() : QByteArray(indent, ' ') + line) + '\n';
    while (lines.endsWith("\n\n"))
        lines.chop(1);
    return lines;
}

/// Replaces the value of an existing key by HEAD behind it and SOURCE on lines below.
std::optional<QByteArray> replaceBySource(const QByteArray &text, const YamlEntry &entry,
                                          const QByteArray &source, const QByteArray &head = {})
{
    const auto colon = endOfKey(text, entry);
    const auto end = endOfEntry(text, entry);
    if (!colon || !end || text[*colon - 1] != ':')
        return std::nullopt;
    const YamlNode &old = *entry.value;
    const bool hasLines = !old.aliased && !old.flow && !old.entries.empty() &&
                          old.mark.offset > endOfLine(text, *colon);
    const QByteArray lineBreak = lineBreakOf(text);
    const int indent = hasLines ? old.entries.front().keyMark.column : entry.keyMark.column + 2;
    const QByteArray lines =
        lineBreak + inLineBreaks(indented(source, indent), lineBreak).chopped(lineBreak.size());
    const QByteArray key = text.left(*colon) + head;
    if (hasLines) // the rest of the key's line is a comment
        return key + text.mid(*colon, endOfLine(text, *colon) - *colon) + lines + text.mid(*end);
    const qsizetype lineEnd = endOfLine(text, *end);
    return key + text.mid(*end, lineEnd - *end) + lines + text.mid(lineEnd);
}

std::optional<QByteArray> addItem(const QByteArray &text, const YamlNode &list,
                                  const YamlNode &value, bool inFlow)
{
    const YamlNode &last = *list.items.back();
    const auto end = endOfNode(text, last);
    if (!end)
        return std::nullopt;
    if (inFlow)
        return spliced(text, *end, *end, ", " + writeFlowYaml(value).toUtf8());
    const auto dash = dashOf(text, last);
    if (!dash)
        return std::nullopt;
    const qsizetype start = text.lastIndexOf('\n', *dash) + 1;
    const qsizetype at = endOfLine(text, *end);
    return spliced(text, at, at,
                   lineBreakOf(text) + text.mid(start, *dash - start) + "- " +
                       writeInlineYaml(value).toUtf8());
}

std::optional<QByteArray> addToLines(const QByteArray &text, const YamlNode &map,
                                     const QString &key, const YamlNode &value, bool isRoot,
                                     const QByteArray &source)
{
    const auto end = endOfEntry(text, map.entries.back());
    if (!end)
        return std::nullopt;
    YamlNode addition = mapNode();
    addEntry(addition, key, value);
    const QByteArray lineBreak = lineBreakOf(text);
    const int column = map.entries.front().keyMark.column;
    const QByteArray written = source.isEmpty() ? writeBlockYaml(addition, column).toUtf8()
                                                : QByteArray(column, ' ') + key.toUtf8() + ":\n" +
                                                      indented(source, column + 2);
    const QByteArray lines = inLineBreaks(written, lineBreak);
    if (isRoot && (key == QLatin1String("name") || key == QLatin1String("version")))
        return addedOnTop(text, map, lines);
    const qsizetype at = endOfLine(text, *end);
    return spliced(text, at, at, lineBreak + lines.chopped(lineBreak.size()));
}

std::optional<QByteArray> addToBraces(const QByteArray &text, const YamlNode &map,
                                      const QString &key, const YamlNode &value)
{
    YamlNode addition = mapNode();
    addEntry(addition, key, value);
    const QByteArray entry = writeFlowYaml(addition).toUtf8().chopped(1).mid(1);
    if (map.entries.empty()) {
        const auto end = endOfNode(text, map);
        return end ? std::optional(spliced(text, *end - 1, *end - 1, entry)) : std::nullopt;
    }
    const auto end = endOfEntry(text, map.entries.back());
    return end ? std::optional(spliced(text, *end, *end, ", " + entry)) : std::nullopt;
}

bool onlyFirstItems(const QStringList &steps)
{
    return std::all_of(steps.begin(), steps.end(),
                       [](const QString &step) { return itemIndex(step).value_or(0) == 0; });
}

/// Adds the missing entry or item at PATH below NODE, which exists.
std::optional<QByteArray> addChild(const QByteArray &text, const YamlNode &node,
                                   const QStringList &path, const YamlNode &value, bool inFlow,
                                   bool isRoot, const QByteArray &source)
{
    const QStringList rest = path.mid(1);
    if (!onlyFirstItems(rest))
        return std::nullopt;
    const auto index = itemIndex(path.front());
    if (index && node.kind == YamlNode::Kind::Sequence && *index == node.items.size() && *index > 0)
        return addItem(text, node, wrapped(rest, value), inFlow);
    if (node.kind != YamlNode::Kind::Map || index)
        return std::nullopt;
    return inFlow ? addToBraces(text, node, path.front(), wrapped(rest, value))
                  : addToLines(text, node, path.front(), wrapped(rest, value), isRoot,
                               rest.isEmpty() ? source : QByteArray());
}

} // namespace

const YamlNode *nodeAt(const YamlNode &root, const QStringList &path)
{
    const YamlNode *node = &root;
    for (const QString &step : path) {
        node = childOf(*node, step).node;
        if (node == nullptr)
            return nullptr;
    }
    return node;
}

std::optional<std::size_t> itemIndex(const QString &step)
{
    if (!step.startsWith(QLatin1Char('[')))
        return std::nullopt;
    bool isNumber = false;
    const uint index = step.mid(1, step.size() - 2).toUInt(&isNumber);
    return isNumber ? index : std::size_t(-1);
}

std::optional<QByteArray> patchYaml(const QByteArray &text, const YamlNode &root,
                                    const QStringList &path, const YamlNode &value,
                                    const QByteArray &source)
{
    const YamlNode *node = &root;
    bool inFlow = root.flow;
    for (qsizetype i = 0; i < path.size(); ++i) {
        const Slot slot = childOf(*node, path[i]);
        const QStringList rest = path.mid(i + 1);
        if (slot.node == nullptr)
            return addChild(text, *node, path.mid(i), value, inFlow, i == 0, source);
        const bool isCollection = !slot.node->items.empty() || !slot.node->entries.empty() ||
                                  (slot.node->flow && slot.node->kind == YamlNode::Kind::Map);
        if (rest.isEmpty() && !inFlow && !source.isEmpty() && slot.entry != nullptr)
            return replaceBySource(text, *slot.entry, source);
        if (rest.isEmpty() && !inFlow && isLiteralBlock(value) && slot.entry != nullptr)
            return replaceBySource(text, *slot.entry, value.text.toUtf8(),
                                   ' ' + literalHead(value.text).toUtf8());
        if (rest.isEmpty() || !isCollection)
            return onlyFirstItems(rest) ? replaceValue(text, slot, wrapped(rest, value), inFlow)
                                        : std::nullopt;
        if (slot.node->aliased)
            return std::nullopt;
        node = slot.node;
        inFlow = inFlow || node->flow;
    }
    return std::nullopt;
}

YamlNode withValue(const YamlNode &root, const QStringList &path, const YamlNode &value)
{
    if (path.isEmpty())
        return value;
    YamlNode result = root;
    const QString &step = path.front();
    const Slot slot = childOf(root, step);
    const YamlNode child =
        withValue(slot.node != nullptr ? *slot.node : YamlNode(), path.mid(1), value);
    if (const auto index = itemIndex(step)) {
        if (root.kind != YamlNode::Kind::Sequence)
            result = sequenceNode();
        if (slot.node != nullptr)
            result.items[*index] = std::make_shared<YamlNode>(child);
        else
            append(result, child);
        return result;
    }
    if (root.kind != YamlNode::Kind::Map)
        result = mapNode();
    for (YamlEntry &entry : result.entries) {
        if (entry.key == step) {
            entry.value = std::make_shared<YamlNode>(child);
            return result;
        }
    }
    addEntry(result, step, child);
    return result;
}

} // namespace hydra
