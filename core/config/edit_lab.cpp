// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/edit_lab.h"

#include "core/config/edit_yaml.h"
#include "core/config/lab_reading.h"
#include "core/config/read_lab.h"
#include "core/config/user_data_text.h"
#include "core/config/vm_fields.h"
#include "core/config/write_lab.h"
#include "core/yaml/patch.h"
#include "core/yaml/reader.h"

namespace hydra {
namespace {

QString textOf(const YamlNode &node, const QString &key)
{
    const YamlEntry *entry = node.find(key);
    return entry != nullptr ? entry->value->text : QString();
}

/// The path in the YAML tree to a VM's or the lab's key.
tl::expected<QStringList, Diagnostics> pathTo(const YamlNode &root, const QString &file,
                                              const LabEdit &edit)
{
    const QStringList steps = stepsOf(edit.key);
    if (edit.key.isEmpty() || steps.contains(QString()))
        return refuse(file, edit.key, QStringLiteral("is no key"),
                      QStringLiteral("write KEY=VALUE, such as ports.ssh=5555"));
    if (edit.vm.isEmpty())
        return steps;
    const YamlNode *vms = nodeAt(root, {QStringLiteral("vms")});
    QStringList names;
    for (std::size_t i = 0; vms != nullptr && i < vms->items.size(); ++i) {
        names << textOf(*vms->items[i], QStringLiteral("name"));
        if (names.back() == edit.vm)
            return QStringList{QStringLiteral("vms"), QStringLiteral("[%1]").arg(i)} + steps;
    }
    return refuse(file, {}, QStringLiteral("there is no VM '%1'").arg(edit.vm),
                  suggest(edit.vm, names));
}

/// PATH, or the path of the outermost map that would be left empty without it. Maps that mean
/// something when empty (rimd, gpu) have a key path of their own and stay.
QStringList withEmptied(const YamlNode &root, QStringList path)
{
    static const QStringList meaningful = vmKeyPaths();
    while (path.size() > 3) { // vms, [0], KEY
        const QStringList parent = path.mid(0, path.size() - 1);
        const YamlNode *map = nodeAt(root, parent);
        if (map->kind != YamlNode::Kind::Map || map->entries.size() != 1 ||
            itemIndex(parent.back()) || meaningful.contains(parent.back()))
            break;
        path = parent;
    }
    return path;
}

// A script or a template for cloud-init is a text: as YAML, its first line would be a comment.
tl::expected<YamlNode, Diagnostics> valueOf(const QString &file, const LabEdit &edit)
{
    const bool isUserData = edit.key.section(u'.', -1) == u"user_data";
    if (!isUserData || !isUserDataPart(edit.value))
        return parseYamlValue(edit.value, file, edit.key);
    YamlNode text = plainNode(edit.value);
    text.quoted = text.literal = true;
    return text;
}

tl::expected<QByteArray, Diagnostics> applyEdit(const QByteArray &text, const QString &file,
                                                const LabEdit &edit)
{
    const auto document = readYaml(text, file);
    if (!document)
        return tl::unexpected(document.error());
    const YamlNode &root = *document->root;
    const auto path = pathTo(root, file, edit);
    if (!path)
        return tl::unexpected(path.error());
    if (edit.kind == LabEdit::Kind::Remove)
        return nodeAt(root, *path) != nullptr
                   ? yamlWithout(text, file, root, withEmptied(root, *path))
                   : text;
    const auto value = valueOf(file, edit);
    if (!value)
        return tl::unexpected(value.error());
    const bool hasLines = edit.value.contains(QLatin1Char('\n')) && !value->flow &&
                          !(value->entries.empty() && value->items.empty());
    return patchedYaml(text, file, root, *path, *value,
                       hasLines ? edit.value.toUtf8() : QByteArray());
}

} // namespace

tl::expected<QByteArray, Diagnostics> patchLab(const QByteArray &text, const QString &file,
                                               const LabEdit &edit)
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

tl::expected<QString, Diagnostics> getLabValue(const QByteArray &text, const QString &file,
                                               const QString &vm, const QString &key)
{
    const auto reading = readLabTree(text, file);
    if (!reading)
        return tl::unexpected(reading.error());
    if (vm.isEmpty()) {
        YamlNode lab = fullLabNode(reading->lab);
        addEntry(lab, QStringLiteral("common"),
                 writeAllFields(reading->common, vmFields().subspan(1)));
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
