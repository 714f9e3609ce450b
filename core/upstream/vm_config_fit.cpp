// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/vm_config_fit.h"

#include "core/base/ids.h"
#include "core/config/edit_lab.h"
#include "core/config/text_rules.h"
#include "core/exchange/exchange_files.h"
#include "core/yaml/patch.h"
#include "core/yaml/reader.h"
#include "core/yaml/writer.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

/// The text of an address without "/24" or the like; nothing when there is none to remove.
std::optional<QString> withoutLength(const QString &text)
{
    const QString address = text.section(u'/', 0, 0);
    quint32 number = 0;
    return address != text && parseIpv4(address, number) ? std::optional(address) : std::nullopt;
}

/// The network that 192.168.100.1/24 is in; nothing when TEXT names a network or nothing at all.
std::optional<QString> networkOf(const QString &text)
{
    const QString length = text.section(u'/', 1);
    Ipv4Network network;
    quint32 address = 0;
    if (parseIpv4Network(text, network) ||
        !parseIpv4Network(QStringLiteral("0.0.0.0/") + length, network) ||
        !parseIpv4(text.section(u'/', 0, 0), address))
        return std::nullopt;
    address &= network.mask();
    return QStringLiteral("%1.%2.%3.%4/%5")
        .arg(address >> 24)
        .arg(address >> 16 & 0xff)
        .arg(address >> 8 & 0xff)
        .arg(address & 0xff)
        .arg(length);
}

/// Twelve digits in pairs, fours or without separators; nothing when TEXT is written with colons.
std::optional<QString> macOf(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "\\A[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}\\z|\\A[0-9A-Fa-f]{4}(?:\\.[0-9A-Fa-f]{4}){2}\\z|"
        "\\A[0-9A-Fa-f]{12}\\z"));
    if (!pattern.match(text).hasMatch())
        return std::nullopt;
    QString digits = text.toLower();
    digits.remove(u'-').remove(u'.');
    for (int at = 10; at > 0; at -= 2)
        digits.insert(at, u':');
    return digits;
}

std::optional<QString> hostnameOf(const QString &text)
{
    static const QRegularExpression foreign(QStringLiteral("[^A-Za-z0-9.-]+"));
    static const QRegularExpression edges(
        QStringLiteral("\\A[.-]+|[.-]+\\z|-+(?=\\.)|(?<=\\.)[.-]+"));
    QString name = text;
    if (hostnameText.accepts(name))
        return std::nullopt;
    name.replace(foreign, QStringLiteral("-")).remove(edges);
    return hostnameText.accepts(name) ? std::optional(name) : std::nullopt;
}

/// One vm-config while its values are respelled.
class ConfigFit
{
public:
    explicit ConfigFit(const QByteArray &text) : m_fitted{.text = text} {}

    FittedConfig run()
    {
        const auto document = readYaml(m_fitted.text, {});
        if (!document || !document->complaints.empty())
            return m_fitted;
        const YamlNode &root = *document->root;
        if (const YamlNode *network = nodeAt(root, {QStringLiteral("network")}))
            fitNetwork(*network);
        if (const YamlNode *vms = nodeAt(root, {QStringLiteral("vms")}))
            fitVms(*vms);
        return m_fitted;
    }

private:
    static const YamlNode *scalarAt(const YamlNode &map, const char *key)
    {
        const YamlEntry *entry = map.find(QLatin1String(key));
        return entry != nullptr && entry->value->kind == YamlNode::Kind::Scalar ? entry->value.get()
                                                                                : nullptr;
    }

    /// Replaces the value at PATH; where the text cannot be patched it stays.
    bool replace(const QString &path, const QString &yaml)
    {
        auto patched = patchLab(m_fitted.text, QString(), {.key = path, .value = yaml});
        if (patched)
            m_fitted.text = std::move(*patched);
        return patched.has_value();
    }

    /// Replaces the text at PATH by another spelling, if it has one.
    void respell(const QString &path, const YamlNode *node,
                 std::optional<QString> (*spelling)(const QString &))
    {
        const auto better = node != nullptr ? spelling(node->text) : std::nullopt;
        if (better && replace(path, doubleQuoted(*better)))
            m_fitted.notes
                << QStringLiteral("%1: '%2' becomes '%3'").arg(path, node->text, *better);
    }

    void fitNetwork(const YamlNode &network)
    {
        respell(QStringLiteral("network.subnet"), scalarAt(network, "subnet"), networkOf);
        respell(QStringLiteral("network.gateway"), scalarAt(network, "gateway"), withoutLength);
        const YamlNode *dns = scalarAt(network, "dns");
        if (dns == nullptr)
            return;
        static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
        YamlNode list = sequenceNode();
        for (const QString &address : dns->text.split(separators, Qt::SkipEmptyParts))
            append(list, plainNode(address));
        if (replace(QStringLiteral("network.dns"), writeFlowYaml(list)))
            m_fitted.notes << QStringLiteral("network.dns: is now a list");
    }

    void fitVms(const YamlNode &vms)
    {
        for (const YamlNodePtr &vm : vms.items) {
            if (const YamlNode *name = scalarAt(*vm, "name"); name && isValidName(name->text))
                m_names << name->text;
        }
        for (std::size_t i = 0; i < vms.items.size(); ++i)
            fitVm(*vms.items[i], QStringLiteral("vms[%1].").arg(i));
        for (std::size_t i = 0; i < vms.items.size(); ++i)
            fitOrder(*vms.items[i], QStringLiteral("vms[%1].after").arg(i));
    }

    void fitVm(const YamlNode &vm, const QString &path)
    {
        const YamlNode *name = scalarAt(vm, "name");
        const YamlNode *hostname = scalarAt(vm, "hostname");
        if (name != nullptr && !isValidName(name->text))
            rename(path, name->text, hostname == nullptr);
        respell(path + QStringLiteral("hostname"), hostname, hostnameOf);
        respell(path + QStringLiteral("ip"), scalarAt(vm, "ip"), withoutLength);
        respell(path + QStringLiteral("mac"), scalarAt(vm, "mac"), macOf);
    }

    void rename(const QString &path, const QString &name, bool keepsHostname)
    {
        const QString better = unusedName(name);
        if (!replace(path + QStringLiteral("name"), doubleQuoted(better)))
            return;
        m_names << better;
        m_renamed.insert(name, better);
        m_fitted.notes << QStringLiteral("%1name: '%2' becomes '%3'").arg(path, name, better);
        QString hostname = hostnameOf(name).value_or(name);
        if (keepsHostname && hostnameText.accepts(hostname) &&
            replace(path + QStringLiteral("hostname"), doubleQuoted(hostname)))
            m_fitted.notes
                << QStringLiteral("%1hostname: '%2' stays the guest's name").arg(path, hostname);
    }

    [[nodiscard]] QString unusedName(const QString &name) const
    {
        const QString base = nameFrom(name, QStringLiteral("vm"));
        QString unused = base;
        for (int number = 2; m_names.contains(unused); ++number) {
            const QString end = QStringLiteral("-%1").arg(number);
            unused = base.left(40 - end.size()) + end;
        }
        return unused;
    }

    void fitOrder(const YamlNode &vm, const QString &path)
    {
        const YamlEntry *after = vm.find(QStringLiteral("after"));
        for (std::size_t i = 0; after != nullptr && i < after->value->items.size(); ++i) {
            const QString better = m_renamed.value(after->value->items[i]->text);
            if (!better.isEmpty())
                (void)replace(QStringLiteral("%1[%2]").arg(path).arg(i), doubleQuoted(better));
        }
    }

    FittedConfig m_fitted;
    QStringList m_names;               ///< of all VMs, so far
    QHash<QString, QString> m_renamed; ///< the former names
};

} // namespace

FittedConfig fitVmConfig(const QByteArray &text)
{
    return ConfigFit(text).run();
}

} // namespace hydra
