// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "config/edit_yaml.h"

#include "config/lab_reading.h"
#include "config/yaml_patch.h"
#include "config/yaml_reader.h"
#include "config/yaml_writer.h"

namespace hydra {
namespace {

tl::unexpected<Diagnostics> cannotPatch(const QByteArray &text, const QString &file,
                                        const YamlNode &root, const QStringList &path)
{
    QStringList known = path;
    const YamlNode *node = nodeAt(root, known);
    while (node == nullptr) {
        known.removeLast();
        node = nodeAt(root, known);
    }
    return refuse(
        file, dottedPath(path),
        QStringLiteral("cannot be changed here without touching other parts of the file"),
        QStringLiteral(
            "open the file and write the value there; an alias or an unusual style is in the way"),
        node->mark.line, columnForPeople(text, node->mark));
}

// A file of comments only has no map to add to: its first key goes below them.
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
                                                  const YamlNode &value)
{
    const bool empty = root.kind == YamlNode::Kind::Null;
    const std::optional<QByteArray> patched =
        empty ? firstEntry(text, path, value) : patchYaml(text, root, path, value);
    if (!patched)
        return cannotPatch(text, file, root, path);
    const auto after = readYaml(*patched, file);
    if (!after || !sameYaml(*after->root, withValue(root, path, value)))
        return cannotPatch(text, file, root, path);
    return *patched;
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
