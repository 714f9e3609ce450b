// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/extent.h"

#include <QByteArrayList>

#include <algorithm>

namespace hydra {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isSpace(char c)
{
    return isBlank(c) || c == '\n' || c == '\r';
}

char at(const QByteArray &text, qsizetype offset)
{
    return offset >= 0 && offset < text.size() ? text[offset] : '\0';
}

qsizetype wordEnd(const QByteArray &text, qsizetype offset)
{
    while (offset < text.size() && !isSpace(text[offset]) &&
           !QByteArray(",]}").contains(text[offset]))
        ++offset;
    return offset;
}

/// The offset behind any anchor and tag, which may precede a value.
qsizetype skipProperties(const QByteArray &text, qsizetype offset)
{
    while (at(text, offset) == '&' || at(text, offset) == '!') {
        offset = wordEnd(text, offset);
        while (isSpace(at(text, offset)))
            ++offset;
    }
    return offset;
}

std::optional<qsizetype> quotedEnd(const QByteArray &text, qsizetype start)
{
    const char quote = text[start];
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\')
            ++i;
        else if (text[i] == quote && quote == '\'' && at(text, i + 1) == '\'')
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return std::nullopt;
}

/// The end of a plain scalar. Its characters appear in the text as they are, though it may be
/// folded over several lines.
std::optional<qsizetype> plainEnd(const QByteArray &text, qsizetype start, const QByteArray &value)
{
    qsizetype offset = start;
    for (const char c : value) {
        if (isSpace(c))
            continue;
        while (isSpace(at(text, offset)))
            ++offset;
        if (at(text, offset) != c)
            return std::nullopt;
        ++offset;
    }
    return offset;
}

/// The end of the last line of a block scalar whose | or > is at START.
qsizetype blockScalarEnd(const QByteArray &text, qsizetype start)
{
    qsizetype end = endOfLine(text, start);
    qsizetype indent = -1;
    qsizetype line = text.indexOf('\n', start) + 1;
    while (line > 0 && line < text.size()) {
        const qsizetype first = skipBlanks(text, line);
        const qsizetype lineEnd = endOfLine(text, line);
        if (first < lineEnd) {
            if (indent < 0 && first > line)
                indent = first - line;
            if (indent < 0 || first - line < indent)
                break;
            end = lineEnd;
        }
        line = text.indexOf('\n', line) + 1;
    }
    return end;
}

std::optional<qsizetype> scalarEnd(const QByteArray &text, qsizetype start, const QString &value)
{
    const char first = at(text, start);
    if (first == '"' || first == '\'')
        return quotedEnd(text, start);
    if (first == '|' || first == '>')
        return blockScalarEnd(text, start);
    return plainEnd(text, start, value.toUtf8());
}

/// The offset behind the closing BRACKET of a flow collection whose last child ends at OFFSET.
std::optional<qsizetype> closingBracket(const QByteArray &text, qsizetype offset, char bracket)
{
    for (; offset < text.size(); ++offset) {
        const char c = text[offset];
        if (c == bracket)
            return offset + 1;
        if (c == '#')
            offset = endOfLine(text, offset);
        else if (!isSpace(c) && c != ',')
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<qsizetype> collectionEnd(const QByteArray &text, qsizetype start,
                                       const YamlNode &node)
{
    std::optional<qsizetype> end = start + 1;
    if (!node.items.empty())
        end = endOfNode(text, *node.items.back());
    else if (!node.entries.empty())
        end = endOfEntry(text, node.entries.back());
    if (!end || !node.flow)
        return end;
    return closingBracket(text, *end, node.kind == YamlNode::Kind::Map ? '}' : ']');
}

} // namespace

qsizetype skipBlanks(const QByteArray &text, qsizetype start)
{
    while (isBlank(at(text, start)))
        ++start;
    return start;
}

qsizetype endOfLine(const QByteArray &text, qsizetype offset)
{
    const qsizetype found = text.indexOf('\n', offset);
    const qsizetype end = found < 0 ? text.size() : found;
    return end > offset && text[end - 1] == '\r' ? end - 1 : end;
}

qsizetype writtenNull(const QByteArray &text, qsizetype offset)
{
    const QByteArray word = text.mid(offset, wordEnd(text, offset) - offset);
    return word == "~" || word == "null" || word == "Null" || word == "NULL" ? word.size() : 0;
}

std::optional<qsizetype> endOfKey(const QByteArray &text, const YamlEntry &entry)
{
    const auto end = scalarEnd(text, skipProperties(text, entry.keyMark.offset), entry.key);
    if (!end)
        return std::nullopt;
    const qsizetype colon = skipBlanks(text, *end);
    return at(text, colon) == ':' ? colon + 1 : *end;
}

std::optional<qsizetype> endOfNode(const QByteArray &text, const YamlNode &node)
{
    if (node.aliased)
        return at(text, node.mark.offset) == '*' ? std::optional(wordEnd(text, node.mark.offset))
                                                 : std::nullopt;
    const qsizetype start = skipProperties(text, node.mark.offset);
    switch (node.kind) {
    case YamlNode::Kind::Null: {
        const qsizetype length = writtenNull(text, start);
        return length > 0 ? std::optional(start + length) : std::nullopt;
    }
    case YamlNode::Kind::Scalar:
        return scalarEnd(text, start, node.text);
    case YamlNode::Kind::Sequence:
    case YamlNode::Kind::Map:
        break;
    }
    return collectionEnd(text, start, node);
}

std::optional<qsizetype> dashOf(const QByteArray &text, const YamlNode &item)
{
    qsizetype dash = item.mark.offset - 1;
    while (dash > 0 && isBlank(text[dash]))
        --dash;
    if (at(text, dash) != '-')
        return std::nullopt;
    qsizetype before = dash - 1;
    while (isBlank(at(text, before)))
        --before;
    return before < 0 || text[before] == '\n' ? std::optional(dash) : std::nullopt;
}

std::optional<QByteArray> sourceOf(const QByteArray &text, const YamlEntry &entry)
{
    const YamlNode &node = *entry.value;
    const auto end = endOfEntry(text, entry);
    const auto colon = endOfKey(text, entry);
    if (!end || !colon || node.aliased)
        return std::nullopt;
    const qsizetype lineEnd = endOfLine(text, *colon);
    if (node.flow || node.kind == YamlNode::Kind::Null || node.kind == YamlNode::Kind::Scalar ||
        lineEnd >= *end)
        return text.mid(*colon, *end - *colon).trimmed().replace("\r\n", "\n");
    const int indent = node.entries.empty() ? node.items.front()->mark.column - 2
                                            : node.entries.front().keyMark.column;
    QByteArray source;
    for (QByteArray line :
         text.mid(text.indexOf('\n', lineEnd) + 1, *end - text.indexOf('\n', lineEnd) - 1)
             .replace("\r\n", "\n")
             .split('\n')) {
        qsizetype blanks = 0;
        while (blanks < indent && blanks < line.size() && line[blanks] == ' ')
            ++blanks;
        source += line.mid(blanks) + '\n';
    }
    return source;
}

std::optional<qsizetype> endOfEntry(const QByteArray &text, const YamlEntry &entry)
{
    if (entry.value->kind != YamlNode::Kind::Null || entry.value->aliased)
        return endOfNode(text, *entry.value);
    const auto colon = endOfKey(text, entry);
    if (!colon)
        return std::nullopt;
    const qsizetype value = skipBlanks(text, *colon);
    const qsizetype length = writtenNull(text, value);
    return length > 0 ? value + length : *colon;
}

} // namespace hydra
