// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/write_lab.h"

#include "core/config/vm_fields.h"

namespace hydra {
namespace {

/// MAP without the entries that BASE has with the same value.
YamlNode difference(const YamlNode &map, const YamlNode &base)
{
    YamlNode result = mapNode();
    for (const YamlEntry &entry : map.entries) {
        const YamlEntry *other = base.find(entry.key);
        if (other != nullptr && sameYaml(*entry.value, *other->value))
            continue;
        const bool bothMaps =
            other != nullptr && !other->value->entries.empty() && !entry.value->entries.empty();
        addEntry(result, entry.key,
                 bothMaps ? difference(*entry.value, *other->value) : *entry.value);
    }
    return result;
}

YamlNode vmNode(const VmSpec &vm)
{
    VmSpec base;
    base.hostname = vm.name;
    base.hostLoopback = usualHostLoopback(vm.role);
    return difference(fullVmNode(vm), fullVmNode(base));
}

} // namespace

YamlNode fullVmNode(const VmSpec &vm)
{
    return writeAllFields(vm, vmFields());
}

YamlNode fullLabNode(const LabSpec &lab)
{
    YamlNode node = mapNode();
    addEntry(node, QStringLiteral("version"), plainNode(QString::number(lab.version)));
    addEntry(node, QStringLiteral("name"), textNode(lab.name));
    addEntry(node, QStringLiteral("network"), writeAllFields(lab.network, networkFields()));
    YamlNode vms = sequenceNode();
    for (const VmSpec &vm : lab.vms)
        append(vms, fullVmNode(vm));
    addEntry(node, QStringLiteral("vms"), vms);
    return node;
}

QByteArray writeLab(const LabSpec &lab)
{
    YamlNode node = mapNode();
    addEntry(node, QStringLiteral("name"), textNode(lab.name));
    NetworkSpec base;
    base.mode = lab.network.usualMode();
    const YamlNode network = difference(writeAllFields(lab.network, networkFields()),
                                        writeAllFields(base, networkFields()));
    if (!network.entries.empty())
        addEntry(node, QStringLiteral("network"), network);
    YamlNode vms = sequenceNode();
    for (const VmSpec &vm : lab.vms)
        append(vms, vmNode(vm));
    addEntry(node, QStringLiteral("vms"), vms);
    return writeBlockYaml(node).toUtf8();
}

} // namespace hydra
