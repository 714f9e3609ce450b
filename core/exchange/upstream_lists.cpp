// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/upstream_own.h"

#include "config/yaml_writer.h"
#include "exchange/upstream_keys.h"

namespace hydra::upstream {
namespace {

/// Sets KEY to those of ITEMS (texts and what they are in a lab file) that are good; notes the others.
void setList(EnvReading &reading, const char *variable, const QString &key, const std::vector<std::pair<QString, YamlNode>> &items)
{
    YamlNode good = sequenceNode();
    for (const auto &[text, node] : items) {
        VmSpec scratch;
        YamlNode alone = sequenceNode();
        append(alone, node);
        if (const auto trouble = setVmKey(scratch, key, alone))
            reading.notes << QStringLiteral("%1: '%2' is left out: %3").arg(QLatin1String(variable), text.left(80).simplified(), *trouble);
        else
            append(good, node);
    }
    if (!good.items.empty())
        (void)setVmKey(reading.vm, key, good);
}

std::vector<std::pair<QString, YamlNode>> texts(const QString &value, QChar separator)
{
    std::vector<std::pair<QString, YamlNode>> items;
    for (const QString &text : value.split(separator, Qt::SkipEmptyParts)) {
        if (!text.trimmed().isEmpty())
            items.emplace_back(text, plainNode(text.trimmed()));
    }
    return items;
}

} // namespace

Trouble readMounts(EnvReading &reading, const QString &value)
{
    QString text = value;
    // Its $ does not end an entry.
    text.replace(QStringLiteral("${HOME}"), QStringLiteral("~")).replace(QStringLiteral("$HOME"), QStringLiteral("~"));
    std::vector<std::pair<QString, YamlNode>> items;
    for (const QString &entry : text.split(u'$', Qt::SkipEmptyParts)) {
        YamlNode map = mapNode();
        addEntry(map, QStringLiteral("host"), plainNode(entry.section(u'|', 0, 0)));
        addEntry(map, QStringLiteral("guest"), plainNode(entry.section(u'|', 1, 1)));
        items.emplace_back(entry, map);
    }
    setList(reading, "ADDITIONAL_9P_MOUNTS", QStringLiteral("shares"), items);
    return {};
}

QString writeMounts(const EnvWriting &writing)
{
    QStringList entries;
    for (const ShareSpec &share : writing.vm.shares) {
        if (!(share.host + share.guest).contains(u'$') && !(share.host + share.guest).contains(u'|'))
            entries << share.host + u'|' + share.guest;
    }
    return entries.join(u'$');
}

Trouble readRedirects(EnvReading &reading, const QString &value)
{
    setList(reading, "DEFAULT_KVM_PORTS_REDIRECT", QStringLiteral("ports.extra"), texts(value, u';'));
    return {};
}

QString writeRedirects(const EnvWriting &writing)
{
    QStringList entries;
    for (const ExtraPortSpec &extra : writing.vm.ports.extra) {
        if (extra.protocol == Protocol::Tcp)
            entries << QStringLiteral("%1:%2").arg(extra.host).arg(extra.guest);
    }
    return entries.join(u';');
}

Trouble readDebs(EnvReading &reading, const QString &value)
{
    setList(reading, "INSTALL_ADDITIONAL_DEBS", QStringLiteral("debs"), texts(value, u'$'));
    return {};
}

QString writeDebs(const EnvWriting &writing)
{
    QStringList entries;
    for (const QString &deb : writing.vm.debs) {
        if (!deb.contains(u'$'))
            entries << deb;
    }
    return entries.join(u'$');
}

} // namespace hydra::upstream
