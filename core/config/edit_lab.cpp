// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "config/edit_lab.h"

#include "config/edit_yaml.h"
#include "config/lab_reading.h"
#include "config/read_lab.h"
#include "config/vm_fields.h"
#include "config/write_lab.h"
#include "config/yaml_patch.h"
#include "config/yaml_reader.h"

namespace hydra {
namespace {

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

/// PATH, or that of the outermost map that would be left empty without it. A map that means something
/// when it is empty (rimd, gpu) has a key path of its own and stays.
QStringList withEmptied(const YamlNode &root, QStringList path)
{
    static const QStringList meaningful = vmKeyPaths();
    while (path.size() > 3) { // vms, [0], KEY
        const QStringList parent = path.mid(0, path.size() - 1);
        const YamlNode *map = nodeAt(root, parent);
        if (map->kind != YamlNode::Kind::Map || map->entries.size() != 1 || itemIndex(parent.back())
            || meaningful.contains(parent.back()))
            break;
        path = parent;
    }
    return path;
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
    if (edit.kind == LabEdit::Kind::Remove)
        return nodeAt(root, *path) != nullptr ? yamlWithout(text, file, root, withEmptied(root, *path)) : text;
    const auto value = parseYamlValue(edit.value, file, edit.key);
    if (!value)
        return tl::unexpected(value.error());
    const bool hasLines = edit.value.contains(QLatin1Char('\n')) && !value->flow
                          && !(value->entries.empty() && value->items.empty());
    return patchedYaml(text, file, root, *path, *value, hasLines ? edit.value.toUtf8() : QByteArray());
}

} // namespace

tl::expected<QByteArray, Diagnostics> patchLab(const QByteArray &text, const QString &file, const LabEdit &edit)
{
    const QByteArray plain = withoutByteOrderMark(text);
    auto patched = applyEdit(plain, file, edit);
    if (!patched)
        return patched;
    return text.left(text.size() - plain.size()) + *patched;
}

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
        return yamlValueAt(lab, file, key);
    }
    if (const VmSpec *spec = reading->lab.vm(vm))
        return yamlValueAt(fullVmNode(*spec), file, key);
    QStringList names;
    for (const VmSpec &spec : reading->lab.vms)
        names << spec.name;
    return refuse(file, {}, QStringLiteral("there is no VM '%1'").arg(vm), suggest(vm, names));
}

} // namespace hydra
