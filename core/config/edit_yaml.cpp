// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/edit_yaml.h"

#include "core/base/text_diff.h"
#include "core/config/lab_reading.h"
#include "core/yaml/patch.h"
#include "core/yaml/reader.h"
#include "core/yaml/remove.h"
#include "core/yaml/writer.h"

namespace hydra {
namespace {

/// The text the edit would need: with the alias on PATH replaced by a copy of its anchor, or else
/// the whole file rewritten in this program's style.
QByteArray proposal(const QByteArray &text, const YamlNode &root, const QStringList &path,
                    const YamlNode &wanted)
{
    for (qsizetype i = 1; i <= path.size(); ++i) {
        const YamlNode *node = nodeAt(root, path.mid(0, i));
        if (node == nullptr || !node->aliased)
            continue;
        const YamlNode *whole = nodeAt(wanted, path.mid(0, i));
        const auto patched =
            whole != nullptr ? patchYaml(text, root, path.mid(0, i), *whole) : std::nullopt;
        if (patched)
            return *patched;
    }
    return writeBlockYaml(wanted).toUtf8();
}

tl::unexpected<Diagnostics> cannotPatch(const QByteArray &text, const QString &file,
                                        const YamlNode &root, const QStringList &path,
                                        const std::optional<QByteArray> &attempt,
                                        const YamlNode &wanted)
{
    QStringList known = path;
    const YamlNode *node = nodeAt(root, known);
    while (node == nullptr) {
        known.removeLast();
        node = nodeAt(root, known);
    }
    auto refused = refuse(
        file, dottedPath(path),
        QStringLiteral("cannot be changed here without touching other parts of the file"),
        QStringLiteral(
            "open the file and write the value there; an alias or an unusual style is in the way"),
        node->mark.line, columnForPeople(text, node->mark));
    refused.value().front().diff =
        diffText(text, attempt ? *attempt : proposal(text, root, path, wanted));
    return refused;
}

/// ATTEMPT, if it reads as WANTED.
tl::expected<QByteArray, Diagnostics> checked(const QByteArray &text, const QString &file,
                                              const YamlNode &root, const QStringList &path,
                                              const std::optional<QByteArray> &attempt,
                                              const YamlNode &wanted)
{
    if (attempt) {
        const auto after = readYaml(*attempt, file);
        if (after && sameYaml(*after->root, wanted))
            return *attempt;
    }
    return cannotPatch(text, file, root, path, attempt, wanted);
}

// A file that holds only comments has no map to extend: its first key goes below them.
std::optional<QByteArray> firstEntry(const QByteArray &text, const QStringList &path,
                                     const YamlNode &value)
{
    const QByteArray lines = writeBlockYaml(withValue(mapNode(), path, value)).toUtf8();
    return (text.isEmpty() || text.endsWith('\n') ? text : text + '\n') + lines;
}

QStringList keysOf(const YamlNode &map)
{
    QStringList keys;
    for (const YamlEntry &entry : map.entries)
        keys << entry.key;
    return keys;
}

} // namespace

tl::unexpected<Diagnostics> refuse(const QString &file, const QString &key, const QString &what,
                                   const QString &hint, int line, int column)
{
    return tl::unexpected(Diagnostics{{file, line, column, key, what, hint}});
}

tl::expected<YamlNode, Diagnostics> parseYamlValue(const QString &value, const QString &file,
                                                   const QString &key)
{
    if (value.trimmed().isEmpty())
        return YamlNode();
    const auto document = readYaml(value.toUtf8(), file);
    if (document && document->complaints.empty())
        return *document->root;
    const Diagnostics &errors = document ? document->complaints : document.error();
    return refuse(
        file, key, QStringLiteral("the value %1").arg(errors.front().what),
        QStringLiteral("put a text with special characters in quotes: %1='\"...\"'").arg(key));
}

tl::expected<QByteArray, Diagnostics> patchedYaml(const QByteArray &text, const QString &file,
                                                  const YamlNode &root, const QStringList &path,
                                                  const YamlNode &value, const QByteArray &source)
{
    const bool empty = root.kind == YamlNode::Kind::Null;
    const std::optional<QByteArray> patched =
        empty ? firstEntry(text, path, value) : patchYaml(text, root, path, value, source);
    return checked(text, file, root, path, patched, withValue(root, path, value));
}

tl::expected<QByteArray, Diagnostics> yamlWithout(const QByteArray &text, const QString &file,
                                                  const YamlNode &root, const QStringList &path)
{
    return checked(text, file, root, path, removeFromYaml(text, root, path),
                   withoutValue(root, path));
}

tl::expected<QString, Diagnostics> yamlValueAt(const YamlNode &root, const QString &file,
                                               const QString &key)
{
    const QStringList path = stepsOf(key);
    if (const YamlNode *node = nodeAt(root, path))
        return node->kind == YamlNode::Kind::Scalar ? writeInlineYaml(*node) : writeFlowYaml(*node);
    QStringList known = path;
    while (nodeAt(root, known) == nullptr)
        known.removeLast();
    return refuse(file, key, QStringLiteral("is no known key"),
                  suggest(path[known.size()], keysOf(*nodeAt(root, known))));
}

} // namespace hydra
