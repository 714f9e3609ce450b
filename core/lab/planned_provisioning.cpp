// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/planned_provisioning.h"

#include "core/config/user_data_text.h"
#include "core/yaml/reader.h"

#include <array>
#include <optional>

namespace hydra {
namespace {

constexpr std::size_t kMostItems = 200;
constexpr qsizetype kLongestItemName = 80;

/// The lab file's keys that become cloud-config, or commands in it.
constexpr std::array kSetupKeys{
    "packages",       "debs",           "k3s",      "csi_proxy_url", "encrypted_images",
    "kernel_version", "kernel_package", "hostname", "user_data"};

QString firstWord(const QString &text)
{
    return text.simplified().section(u' ', 0, 0).left(kLongestItemName);
}

// Of an element no more than what it is called, see SourceItem.
QString nameOf(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Scalar)
        return firstWord(node.text);
    if (node.kind == YamlNode::Kind::Sequence)
        return node.items.empty() ? QString() : nameOf(*node.items.front());
    for (const char *key : {"path", "name"}) {
        if (const YamlEntry *entry = node.find(QLatin1String(key)))
            return nameOf(*entry->value);
    }
    return {};
}

// BEFORE: the lines above the text that NODE was read from.
std::vector<SourceItem> itemsOf(const YamlNode &node, int before)
{
    std::vector<SourceItem> items;
    for (const YamlNodePtr &item : node.items) {
        if (items.size() < kMostItems)
            items.push_back({.name = nameOf(*item), .line = before + item->mark.line});
    }
    return items;
}

/// The line of TEXT above the first line of a literal block; nothing for another scalar, whose
/// lines are not the file's.
std::optional<int> lineAboveBlock(const QByteArray &text, const YamlNode &node)
{
    const qsizetype at = node.mark.offset;
    return at < text.size() && text[at] == '|' ? std::optional(node.mark.line) : std::nullopt;
}

// BEFORE as in itemsOf; nothing: the lines are those of a text that is on LINE.
void addUserKeys(std::vector<ProvisioningSource> &sources, const YamlNode &config,
                 std::optional<int> before, int line)
{
    for (const YamlEntry &key : config.entries) {
        ProvisioningSource source{.key = key.key.left(kLongestItemName),
                                  .path = QStringLiteral("user_data: ") +
                                          key.key.left(kLongestItemName),
                                  .line = before ? *before + key.keyMark.line : line,
                                  .items = itemsOf(*key.value, before.value_or(0))};
        for (SourceItem &item : source.items) {
            if (!before)
                item.line = line;
        }
        sources.push_back(std::move(source));
    }
}

// user_data is a map of the lab file, or a text that is a map.
void addUserData(std::vector<ProvisioningSource> &sources, const QByteArray &lab,
                 const YamlEntry &entry)
{
    const YamlNode &value = *entry.value;
    if (value.kind == YamlNode::Kind::Map)
        return addUserKeys(sources, value, 0, 0);
    if (isUserDataPart(value.text))
        return;
    if (const auto document = readYaml(value.text.toUtf8(), {}))
        addUserKeys(sources, *document->root, lineAboveBlock(lab, value), entry.keyMark.line);
}

void addKey(std::vector<ProvisioningSource> &sources, const QByteArray &lab, const YamlEntry &entry)
{
    ProvisioningSource source{.key = entry.key,
                              .path = entry.key,
                              .line = entry.keyMark.line,
                              .items = itemsOf(*entry.value, 0)};
    if (entry.key.startsWith(u"kernel_")) { // a package, installed with the others
        source.key = QStringLiteral("packages");
        source.items = {{.name = nameOf(*entry.value), .line = entry.keyMark.line}};
    }
    sources.push_back(std::move(source));
    if (entry.key == u"user_data")
        addUserData(sources, lab, entry);
}

const YamlNode *vmNode(const YamlNode &root, const QString &name)
{
    const YamlEntry *vms = root.find(QStringLiteral("vms"));
    if (vms == nullptr)
        return nullptr;
    for (const YamlNodePtr &vm : vms->value->items) {
        const YamlEntry *own = vm->find(QStringLiteral("name"));
        if (own != nullptr && own->value->text == name)
            return vm.get();
    }
    return nullptr;
}

} // namespace

PlannedProvisioning plannedProvisioning(const LoadedLab &lab, const VmSpec &vm)
{
    PlannedProvisioning planned;
    planned.file = lab.file;
    planned.reboots = vm.rebootAfterInstall ? 1 : 0;
    const QByteArray text = withoutByteOrderMark(lab.text);
    const auto document = readYaml(text, lab.file);
    if (!document)
        return planned;
    const YamlEntry *common = document->root->find(QStringLiteral("common"));
    const YamlNode *own = vmNode(*document->root, vm.name);
    for (const char *key : kSetupKeys) {
        const YamlEntry *entry = own != nullptr ? own->find(QLatin1String(key)) : nullptr;
        if (entry == nullptr && common != nullptr)
            entry = common->value->find(QLatin1String(key));
        if (entry != nullptr)
            addKey(planned.sources, text, *entry);
    }
    return planned;
}

} // namespace hydra
