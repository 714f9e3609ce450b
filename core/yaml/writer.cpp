// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/writer.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hydra {
namespace {

/// Whether TEXT reads back as the same text without quotes. Stricter than YAML: when in doubt it
/// says no.
bool isSafePlain(const QString &text, bool inFlow)
{
    static const QRegularExpression block(
        QStringLiteral("\\A[A-Za-z0-9_./+~^()$<=;-][\\x21-\\x7e ]*\\z"));
    if (!block.match(text).hasMatch() || text.endsWith(QLatin1Char(' ')) ||
        text.endsWith(QLatin1Char(':')))
        return false;
    if (text.contains(QStringLiteral(": ")) || text.contains(QStringLiteral(" #")))
        return false;
    if (text.startsWith(QStringLiteral("- ")) || text == QStringLiteral("-") ||
        text.startsWith(QStringLiteral("---")) || text.startsWith(QStringLiteral("...")))
        return false;
    return !inFlow || std::none_of(text.begin(), text.end(), [](QChar c) {
        return QStringLiteral(",[]{}?:\"'").contains(c);
    });
}

bool looksLikeNothing(const QString &text)
{
    return text.isEmpty() || text == QStringLiteral("~") ||
           text.toLower() == QStringLiteral("null");
}

bool looksTyped(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A(?:[-+]?[0-9][0-9_]*(?:\\.[0-9_]*)?(?:e[-+]?[0-9]+)?|[-+]?\\.[0-9_]+(?:"
                       "e[-+]?[0-9]+)?"
                       "|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\\.[0-9]*)?"
                       "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?\\.(?:inf|nan)"
                       "|true|false|yes|no|on|off|y|n|<<|=)\\z"),
        QRegularExpression::CaseInsensitiveOption);
    return looksLikeNothing(text) || pattern.match(text).hasMatch();
}

QString writeScalar(const QString &text, bool quoted, bool inFlow)
{
    if (!quoted && isSafePlain(text, inFlow) && !looksLikeNothing(text))
        return text;
    return doubleQuoted(text);
}

QString writeKey(const YamlEntry &entry, bool inFlow)
{
    return writeScalar(entry.key, entry.keyQuoted, inFlow);
}

bool takesLines(const YamlNode &node)
{
    return !node.flow && (!node.items.empty() || !node.entries.empty());
}

std::vector<const YamlEntry *> sortedByKey(const YamlNode &map)
{
    std::vector<const YamlEntry *> sorted;
    for (const YamlEntry &entry : map.entries)
        sorted.push_back(&entry);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const YamlEntry *x, const YamlEntry *y) { return x->key < y->key; });
    return sorted;
}

QString literalLines(const QString &text, int indent)
{
    QString out;
    const QString lines = text.endsWith(u'\n') ? text.chopped(1) : text;
    for (const QString &line : lines.split(u'\n'))
        out += (line.isEmpty() ? QString() : QString(indent, u' ') + line) + u'\n';
    return out;
}

/// Writes NODE in block style; unless FIRSTISINDENTED, the first line continues a line that ends in
/// "- ".
void writeLines(const YamlNode &node, int indent, bool firstIsIndented, QString &out)
{
    const auto begin = [&](bool first) {
        if (!first || firstIsIndented)
            out += QString(indent, QLatin1Char(' '));
    };
    bool first = true;
    for (const YamlNodePtr &item : node.items) {
        begin(std::exchange(first, false));
        out += QStringLiteral("- ");
        if (takesLines(*item))
            writeLines(*item, indent + 2, false, out);
        else
            out += writeInlineYaml(*item) + QLatin1Char('\n');
    }
    for (const YamlEntry &entry : node.entries) {
        begin(std::exchange(first, false));
        out += writeKey(entry, false) + QLatin1Char(':');
        if (takesLines(*entry.value)) {
            out += QLatin1Char('\n');
            writeLines(*entry.value, indent + 2, true, out);
        } else if (isLiteralBlock(*entry.value)) {
            out += u' ' + literalHead(entry.value->text) + u'\n' +
                   literalLines(entry.value->text, indent + 2);
        } else {
            out += QLatin1Char(' ') + writeInlineYaml(*entry.value) + QLatin1Char('\n');
        }
    }
}

} // namespace

YamlNode plainNode(const QString &text)
{
    YamlNode node;
    node.kind = YamlNode::Kind::Scalar;
    node.text = text;
    return node;
}

YamlNode textNode(const QString &text)
{
    YamlNode node = plainNode(text);
    node.quoted = looksTyped(text);
    return node;
}

YamlNode sequenceNode()
{
    YamlNode node;
    node.kind = YamlNode::Kind::Sequence;
    return node;
}

YamlNode mapNode()
{
    YamlNode node;
    node.kind = YamlNode::Kind::Map;
    return node;
}

void append(YamlNode &sequence, YamlNode item)
{
    sequence.items.push_back(std::make_shared<YamlNode>(std::move(item)));
}

void addEntry(YamlNode &map, const QString &key, YamlNode value)
{
    map.entries.push_back({key, {}, false, std::make_shared<YamlNode>(std::move(value))});
}

bool isLiteralBlock(const YamlNode &node)
{
    static const QRegularExpression fits(QStringLiteral(
        "\\A[^\\s\\x00-\\x1f\\x7f-\\x9f\\x{2028}\\x{2029}\\x{feff}]"
        "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\x{2028}\\x{2029}\\x{feff}]*[^\\s]\\n?\\z"));
    return node.literal && node.text.contains(u'\n') && fits.match(node.text).hasMatch();
}

QString literalHead(const QString &text)
{
    return text.endsWith(u'\n') ? QStringLiteral("|") : QStringLiteral("|-");
}

QString doubleQuoted(const QString &text)
{
    QString out(QLatin1Char('"'));
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            out += QLatin1Char('\\');
        if (c == QLatin1Char('\n'))
            out += QStringLiteral("\\n");
        else if (c == QLatin1Char('\t'))
            out += QStringLiteral("\\t");
        else if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0) ||
                 c.unicode() == 0x2028 || c.unicode() == 0x2029 || c.unicode() == 0xfeff)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + QLatin1Char('"');
}

QString writeFlowYaml(const YamlNode &node)
{
    QStringList parts;
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QStringLiteral("null");
    case YamlNode::Kind::Scalar:
        return writeScalar(node.text, node.quoted, true);
    case YamlNode::Kind::Sequence:
        for (const YamlNodePtr &item : node.items)
            parts << writeFlowYaml(*item);
        return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
    case YamlNode::Kind::Map:
        break;
    }
    for (const YamlEntry &entry : node.entries)
        parts << writeKey(entry, true) + QStringLiteral(": ") + writeFlowYaml(*entry.value);
    return QLatin1Char('{') + parts.join(QStringLiteral(", ")) + QLatin1Char('}');
}

QString writeInlineYaml(const YamlNode &node)
{
    return node.kind == YamlNode::Kind::Scalar ? writeScalar(node.text, node.quoted, false)
                                               : writeFlowYaml(node);
}

QString writeBlockYaml(const YamlNode &node, int indent)
{
    QString out;
    if (takesLines(node))
        writeLines(node, indent, true, out);
    else
        out = QString(indent, QLatin1Char(' ')) + writeInlineYaml(node) + QLatin1Char('\n');
    return out;
}

bool sameYaml(const YamlNode &a, const YamlNode &b)
{
    const auto x = sortedByKey(a);
    const auto y = sortedByKey(b);
    return a.kind == b.kind && a.text == b.text &&
           std::equal(
               a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
               [](const YamlNodePtr &i, const YamlNodePtr &j) { return sameYaml(*i, *j); }) &&
           std::equal(x.begin(), x.end(), y.begin(), y.end(),
                      [](const YamlEntry *i, const YamlEntry *j) {
                          return i->key == j->key && sameYaml(*i->value, *j->value);
                      });
}

} // namespace hydra
