// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/upstream_keys.h"

#include "core/config/vm_fields.h"
#include "core/yaml/writer.h"

namespace hydra {

std::optional<QString> setVmKey(VmSpec &vm, const QString &key, const YamlNode &value)
{
    QStringList steps = key.split(u'.');
    const Field<VmSpec> *field = findField(vmFields(), steps.takeFirst());
    Q_ASSERT(field != nullptr);
    YamlNode node = value;
    while (!steps.isEmpty()) {
        YamlNode map = mapNode();
        addEntry(map, steps.takeLast(), std::move(node));
        node = std::move(map);
    }
    const QByteArray noText;
    Complaints complaints(noText, {});
    field->read(Value(node, key, complaints), vm);
    return complaints.list.empty() ? std::nullopt : std::optional(complaints.list.front().what);
}

std::optional<QString> setVmKey(VmSpec &vm, const QString &key, const QString &text)
{
    return setVmKey(vm, key, plainNode(text));
}

QString vmKeyText(const VmSpec &vm, const QString &key)
{
    QStringList steps = key.split(u'.');
    const Field<VmSpec> *field = findField(vmFields(), steps.takeFirst());
    Q_ASSERT(field != nullptr);
    const YamlNode node = field->write(vm);
    const YamlNode *found = &node;
    for (const QString &step : steps) {
        const YamlEntry *entry = found->find(step);
        if (entry == nullptr)
            return {};
        found = entry->value.get();
    }
    return found->kind == YamlNode::Kind::Scalar ? found->text : QString();
}

QString wholeGib(MemorySize size)
{
    constexpr std::uint64_t gib = 1ULL << 30;
    return QString::number((size.inBytes() + gib - 1) / gib);
}

} // namespace hydra
