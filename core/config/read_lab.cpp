// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"

#include "core/base/ids.h"
#include "core/config/codecs.h"
#include "core/config/lab_reading.h"
#include "core/config/vm_fields.h"
#include "core/config/write_lab.h"
#include "core/yaml/reader.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace hydra {
namespace {

constexpr std::size_t maxVms = 256;

const QStringList &topKeys()
{
    static const QStringList keys{QStringLiteral("version"), QStringLiteral("name"),
                                  QStringLiteral("network"), QStringLiteral("common"),
                                  QStringLiteral("vms")};
    return keys;
}

QString hintForVmKey(const QString &key)
{
    if (key == QStringLiteral("<<"))
        return QStringLiteral(
            "merge keys are not part of YAML 1.2; put what VMs share under common");
    if (key == QStringLiteral("network"))
        return QStringLiteral("move it to the top of the file; all VMs of a lab share one network");
    return {};
}

QString hintForCommonKey(const QString &key)
{
    if (key == QStringLiteral("name"))
        return QStringLiteral("each VM has its own name; write it under vms");
    return hintForVmKey(key);
}

QString hintForTopKey(const QString &key)
{
    if (findField(vmFields(), key) != nullptr)
        return QStringLiteral("move it to a VM under vms, or to common for all VMs");
    return suggest(key, topKeys());
}

void readTop(const LabTree &tree)
{
    for (const YamlEntry &entry : tree.root().node().entries) {
        if (!topKeys().contains(entry.key))
            tree.root().complainAtKey(entry, QStringLiteral("is no known key"),
                                      hintForTopKey(entry.key));
    }
    const auto version = tree.top(QStringLiteral("version"));
    if (version && (version->node().kind != YamlNode::Kind::Scalar ||
                    version->node().text != QStringLiteral("1")))
        version->complain(QStringLiteral("is not 1, the only version this program reads"),
                          QStringLiteral("write version: 1, or update Hydra Desktop"));
}

QString nameFor(const LabTree &tree, const QString &file)
{
    if (const auto name = tree.top(QStringLiteral("name"))) {
        QString text;
        codec::RequiredText<nameText>::read(*name, text);
        return text;
    }
    const QString stem = QFileInfo(file).completeBaseName();
    if (!isValidName(stem)) {
        static const QRegularExpression foreign(QStringLiteral("[^a-z0-9]+"));
        QString better = stem.toLower().replace(foreign, QStringLiteral("-")).left(40);
        while (better.startsWith(QLatin1Char('-')))
            better.remove(0, 1);
        tree.root().complain(
            QStringLiteral("the lab has no name, and the file's name '%1' is not fit for one")
                .arg(stem),
            QStringLiteral("add the line name: %1")
                .arg(isValidName(better) ? better : QStringLiteral("lab")));
    }
    return stem;
}

bool isWritten(const std::optional<Value> &map, const char *key)
{
    const YamlEntry *entry = map ? map->node().find(QLatin1String(key)) : nullptr;
    return entry != nullptr && entry->value->kind != YamlNode::Kind::Null;
}

NetworkSpec readNetwork(const LabTree &tree)
{
    NetworkSpec network;
    const auto value = tree.top(QStringLiteral("network"));
    if (value)
        readFields(*value, network, networkFields());
    if (!isWritten(value, "mode"))
        network.mode = network.usualMode();
    return network;
}

VmSpec readCommon(const LabTree &tree)
{
    VmSpec common;
    const auto value = tree.top(QStringLiteral("common"));
    if (value)
        readFields(*value, common, vmFields().subspan(1), {}, hintForCommonKey);
    if (!isWritten(value, "host_loopback"))
        common.hostLoopback = usualHostLoopback(common.role);
    return common;
}

VmSpec readVm(const Value &value, const VmSpec &common, const LabTree &tree)
{
    VmSpec vm = common;
    readFields(value, vm, vmFields(), {}, hintForVmKey);
    if (!isWritten(value, "host_loopback") &&
        !isWritten(tree.top(QStringLiteral("common")), "host_loopback"))
        vm.hostLoopback = usualHostLoopback(vm.role);
    if (value.isMap() && !value.require({QStringLiteral("name")}))
        return vm;
    if (vm.hostname.isEmpty())
        vm.hostname = vm.name;
    return vm;
}

std::vector<VmSpec> readVms(const LabTree &tree, const VmSpec &common)
{
    const QString example = QStringLiteral("write at least: vms: [{name: vm1}]");
    std::vector<VmSpec> vms;
    const auto list = tree.top(QStringLiteral("vms"));
    if (const YamlEntry *entry = tree.root().node().find(QStringLiteral("vms"));
        entry != nullptr && !list)
        tree.root().complainAtKey(*entry, QStringLiteral("the lab has no VMs"), example);
    else if (!list)
        tree.root().complain(QStringLiteral("the lab has no VMs"), example);
    else if (list->node().kind != YamlNode::Kind::Sequence)
        list->complain(QStringLiteral("must be a list of VMs"), example);
    else if (list->node().items.empty())
        list->complain(QStringLiteral("the lab has no VMs"), example);
    else if (list->node().items.size() > maxVms)
        list->complain(QStringLiteral("has more than %1 VMs").arg(maxVms),
                       QStringLiteral("split the lab into several files"));
    else
        for (std::size_t i = 0; i < list->node().items.size(); ++i)
            vms.push_back(readVm(list->item(i), common, tree));
    return vms;
}

const YamlNode *step(const YamlNode *node, const QString &key)
{
    if (node == nullptr)
        return nullptr;
    if (key.startsWith(QLatin1Char('['))) {
        const std::size_t index = key.mid(1, key.size() - 2).toUInt();
        return index < node->items.size() ? node->items[index].get() : nullptr;
    }
    const YamlEntry *entry = node->find(key);
    return entry != nullptr && entry->value->kind != YamlNode::Kind::Null ? entry->value.get()
                                                                          : nullptr;
}

/// What a lab says in few words, through aliases and `common`, must fit into a file that says it
/// for every VM: that file is what exports and copies write.
void judgeLength(const LabSpec &lab, const LabTree &tree)
{
    const auto common = tree.top(QStringLiteral("common"));
    const YamlNode &root = tree.root().node();
    if (root.isCertainlyReadable() &&
        (!common || common->node().isCertainlyReadable(lab.vms.size())))
        return;
    if (!readYaml(writeLab(lab), {}))
        tree.root().complain(
            QStringLiteral("grows beyond 1 MiB or 64 levels when each VM's values are written out"),
            QStringLiteral("use fewer aliases, or split the lab into several files"));
}

} // namespace

QString dottedPath(const QStringList &steps)
{
    return steps.join(QLatin1Char('.')).replace(QStringLiteral(".["), QStringLiteral("["));
}

QStringList stepsOf(const QString &dottedKey)
{
    QString key = dottedKey;
    return key.replace(QStringLiteral("["), QStringLiteral(".[")).split(QLatin1Char('.'));
}

std::optional<Value> LabTree::top(const QString &key) const
{
    const YamlEntry *entry = m_root.find(key);
    if (entry == nullptr || entry->value->kind == YamlNode::Kind::Null)
        return std::nullopt;
    return root().child(*entry);
}

Value LabTree::place(std::size_t vm, const QStringList &path) const
{
    const Value item = top(QStringLiteral("vms"))->item(vm);
    const auto common = top(QStringLiteral("common"));
    for (const YamlNode *start : {&item.node(), common ? &common->node() : nullptr}) {
        const YamlNode *node = start;
        for (const QString &key : path)
            node = step(node, key);
        if (node != nullptr)
            return {*node, item.key() + QLatin1Char('.') + dottedPath(path), m_complaints};
    }
    return item;
}

tl::expected<LabReading, Diagnostics> readLabTree(const QByteArray &source, const QString &file)
{
    const QByteArray text = withoutByteOrderMark(source);
    auto document = readYaml(text, file);
    if (!document)
        return tl::unexpected(std::move(document.error()));
    Complaints complaints(text, file);
    complaints.list = std::move(document->complaints);
    if (document->empty) {
        complaints.add({}, {}, QStringLiteral("is empty"),
                       QStringLiteral("write at least: vms: [{name: vm1}]"));
        return tl::unexpected(complaints.sorted());
    }
    const LabTree tree(*document->root, complaints);
    LabReading reading;
    reading.root = document->root;
    if (!tree.root().isMap()) {
        tree.root().complain(QStringLiteral("the file is no map"),
                             QStringLiteral("write at least: vms: [{name: vm1}]"));
        return tl::unexpected(complaints.sorted());
    }
    readTop(tree);
    reading.lab.name = nameFor(tree, file);
    reading.lab.network = readNetwork(tree);
    reading.common = readCommon(tree);
    reading.lab.vms = readVms(tree, reading.common);
    judgeLab(reading.lab, tree);
    if (complaints.list.empty())
        judgeLength(reading.lab, tree);
    if (!complaints.list.empty())
        return tl::unexpected(complaints.sorted());
    return reading;
}

tl::expected<LabSpec, Diagnostics> readLab(const QByteArray &text, const QString &file)
{
    auto reading = readLabTree(text, file);
    if (!reading)
        return tl::unexpected(std::move(reading.error()));
    return std::move(reading->lab);
}

} // namespace hydra
