// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/written_lab.h"

#include "core/config/lab_reading.h"
#include "core/config/write_lab.h"
#include "core/yaml/extent.h"
#include "core/yaml/patch.h"
#include "core/yaml/reader.h"
#include "core/yaml/writer.h"

namespace hydra {
namespace {

const YamlNode *written(const YamlNode *map, const QString &path)
{
    const YamlNode *node = map != nullptr ? nodeAt(*map, stepsOf(path)) : nullptr;
    return node != nullptr && node->kind != YamlNode::Kind::Null ? node : nullptr;
}

YamlNode defaultAt(const QString &path, Role role)
{
    static const YamlNode defaults = fullVmNode(VmSpec());
    if (path == u"host_loopback")
        return plainNode(usualHostLoopback(role) ? QStringLiteral("true")
                                                 : QStringLiteral("false"));
    const YamlNode *node = nodeAt(defaults, stepsOf(path));
    return node != nullptr ? *node : YamlNode();
}

} // namespace

WrittenLab::WrittenLab(QByteArray text, const QString &file) : m_text(withoutByteOrderMark(text))
{
    auto document = readYaml(m_text, file);
    if (!document) {
        m_unreadable = std::move(document.error());
        return;
    }
    m_root = document->root;
    const YamlNode *vms = nodeAt(*m_root, {QStringLiteral("vms")});
    if (vms == nullptr || vms->kind != YamlNode::Kind::Sequence || vms->items.empty())
        m_unreadable.push_back({file,
                                0,
                                0,
                                {},
                                QStringLiteral("the lab has no VMs"),
                                QStringLiteral("write at least: vms: [{name: vm1}]")});
    else
        for (const YamlNodePtr &vm : vms->items) {
            const YamlEntry *name = vm->find(QStringLiteral("name"));
            m_names << (name != nullptr ? name->value->text : QString());
        }
}

const YamlNode *WrittenLab::vmNode(std::size_t vm) const
{
    return m_root ? nodeAt(*m_root, {QStringLiteral("vms"), QStringLiteral("[%1]").arg(vm)})
                  : nullptr;
}

const YamlNode *WrittenLab::commonNode() const
{
    return m_root ? nodeAt(*m_root, {QStringLiteral("common")}) : nullptr;
}

WrittenValue WrittenLab::at(std::size_t vm, const QString &path) const
{
    const YamlNode *own = written(vmNode(vm), path);
    const YamlNode *common = written(commonNode(), path);
    const YamlNode beneath = common != nullptr ? *common : defaultAt(path, roleAt(vm));
    if (own != nullptr)
        return {WrittenValue::Origin::Own, *own, beneath};
    return {common != nullptr ? WrittenValue::Origin::Common : WrittenValue::Origin::Default,
            beneath, beneath};
}

Role WrittenLab::roleAt(std::size_t vm) const
{
    for (const YamlNode *map : {vmNode(vm), commonNode()}) {
        if (const YamlNode *role = written(map, QStringLiteral("role")))
            return role->text.compare(u"isolated", Qt::CaseInsensitive) == 0 ? Role::Isolated
                                                                             : Role::Plain;
    }
    return Role::Plain;
}

QString WrittenLab::sourceAt(std::size_t vm, const QString &key) const
{
    for (const YamlNode *map : {vmNode(vm), commonNode()}) {
        const YamlEntry *entry = map != nullptr ? map->find(key) : nullptr;
        if (entry == nullptr || entry->value->kind == YamlNode::Kind::Null)
            continue;
        const auto source = sourceOf(m_text, *entry);
        return QString::fromUtf8(source ? *source : writeBlockYaml(*entry->value).toUtf8());
    }
    return {};
}

} // namespace hydra
