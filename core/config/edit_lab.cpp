// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "config/edit_lab.h"

#include "config/lab_reading.h"
#include "config/read_lab.h"
#include "config/vm_fields.h"
#include "config/write_lab.h"
#include "config/yaml_patch.h"
#include "config/yaml_reader.h"

namespace hydra {
namespace {

tl::unexpected<Diagnostics> refuse(const QString &file, const QString &key, const QString &what,
                                   const QString &hint, int line = 0, int column = 0)
{
    return tl::unexpected(Diagnostics{{file, line, column, key, what, hint}});
}

QString textOf(const YamlNode &node, const QString &key)
{
    const YamlEntry *entry = node.find(key);
    return entry != nullptr ? entry->value->text : QString();
}

/// The path to a VM's or the lab's key in the file.
tl::expected<QStringList, Diagnostics> pathTo(const YamlNode &root, const QString &file, const LabEdit &edit)
{
    const QStringList steps = stepsOf(edit.key);
    if (edit.key.isEmpty() || steps.contains(QString()))
        return refuse(file, edit.key, QStringLiteral("is no key"), QStringLiteral("write KEY=VALUE, such as ports.ssh=5555"));
    if (edit.vm.isEmpty())
        return steps;
    const YamlNode *vms = nodeAt(root, {QStringLiteral("vms")});
    QStringList names;
    for (std::size_t i = 0; vms != nullptr && i < vms->items.size(); ++i) {
        names << textOf(*vms->items[i], QStringLiteral("name"));
        if (names.back() == edit.vm)
            return QStringList{QStringLiteral("vms"), QStringLiteral("[%1]").arg(i)} + steps;
    }
    return refuse(file, {}, QStringLiteral("there is no VM '%1'").arg(edit.vm), suggest(edit.vm, names));
}

tl::expected<YamlNode, Diagnostics> valueOf(const QString &file, const LabEdit &edit)
{
    if (edit.value.trimmed().isEmpty())
        return YamlNode();
    const auto document = readYaml(edit.value.toUtf8(), file);
    if (document && document->complaints.empty())
        return *document->root;
    // The value itself may be a password and is not repeated.
    const Diagnostics &errors = document ? document->complaints : document.error();
    return refuse(file, edit.key, QStringLiteral("the value %1").arg(errors.front().what),
                  QStringLiteral("put a text with special characters in quotes: %1='\"...\"'").arg(edit.key));
}

tl::unexpected<Diagnostics> cannotPatch(const QByteArray &text, const QString &file, const YamlNode &root,
                                        const QStringList &path)
{
    QStringList known = path;
    const YamlNode *node = nodeAt(root, known);
    while (node == nullptr) {
        known.removeLast();
        node = nodeAt(root, known);
    }
    return refuse(file, dottedPath(path),
                  QStringLiteral("cannot be changed here without touching other parts of the file"),
                  QStringLiteral("open the file and write the value there; an alias or an unusual style is in the way"),
                  node->mark.line, columnForPeople(text, node->mark));
}

tl::expected<QByteArray, Diagnostics> applyEdit(const QByteArray &text, const QString &file, const LabEdit &edit)
{
    const auto document = readYaml(text, file);
    if (!document)
        return tl::unexpected(document.error());
    const YamlNode &root = *document->root;
    const auto path = pathTo(root, file, edit);
    if (!path)
        return tl::unexpected(path.error());
    const auto value = valueOf(file, edit);
    if (!value)
        return tl::unexpected(value.error());
    const std::optional<QByteArray> patched = patchYaml(text, root, *path, *value);
    const auto after = patched ? readYaml(*patched, file) : document;
    if (!patched || !after || !sameYaml(*after->root, withValue(root, *path, *value)))
        return cannotPatch(text, file, root, *path);
    return *patched;
}

QStringList keysOf(const YamlNode &map)
{
    QStringList keys;
    for (const YamlEntry &entry : map.entries)
        keys << entry.key;
    return keys;
}

tl::expected<QString, Diagnostics> lookUp(const YamlNode &root, const QString &file, const QString &key)
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

} // namespace

tl::expected<QByteArray, Diagnostics> editLab(const QByteArray &text, const QString &file,
                                              const std::vector<LabEdit> &edits)
{
    QByteArray patched = withoutByteOrderMark(text);
    const QByteArray mark = text.left(text.size() - patched.size());
    for (const LabEdit &edit : edits) {
        auto next = applyEdit(patched, file, edit);
        if (!next)
            return next;
        patched = std::move(*next);
    }
    if (const auto lab = readLab(patched, file); !lab)
        return tl::unexpected(lab.error());
    return mark + patched;
}

tl::expected<QString, Diagnostics> getLabValue(const QByteArray &text, const QString &file, const QString &vm,
                                               const QString &key)
{
    const auto reading = readLabTree(text, file);
    if (!reading)
        return tl::unexpected(reading.error());
    if (vm.isEmpty()) {
        YamlNode lab = fullLabNode(reading->lab);
        addEntry(lab, QStringLiteral("common"), writeAllFields(reading->common, vmFields().subspan(1)));
        return lookUp(lab, file, key);
    }
    if (const VmSpec *spec = reading->lab.vm(vm))
        return lookUp(fullVmNode(*spec), file, key);
    QStringList names;
    for (const VmSpec &spec : reading->lab.vms)
        names << spec.name;
    return refuse(file, {}, QStringLiteral("there is no VM '%1'").arg(vm), suggest(vm, names));
}

} // namespace hydra
