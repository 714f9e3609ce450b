// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/upstream_own.h"

#include "core/upstream/upstream_keys.h"
#include "core/yaml/writer.h"

namespace hydra::upstream {
namespace {

/// Sets KEY to the valid ones of ITEMS (texts and their values in a lab file); notes the others.
void setList(EnvReading &reading, const char *variable, const QString &key,
             const std::vector<std::pair<QString, YamlNode>> &items)
{
    YamlNode good = sequenceNode();
    for (const auto &[text, node] : items) {
        VmSpec scratch;
        YamlNode alone = sequenceNode();
        append(alone, node);
        if (const auto trouble = setVmKey(scratch, key, alone))
            reading.notes << QStringLiteral("%1: '%2' is left out: %3")
                                 .arg(QLatin1String(variable), text.left(80).simplified(),
                                      *trouble);
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
    // Here "$" separates entries, except for the one in $HOME.
    text.replace(QStringLiteral("${HOME}"), QStringLiteral("~"))
        .replace(QStringLiteral("$HOME"), QStringLiteral("~"));
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
        if (!(share.host + share.guest).contains(u'$') &&
            !(share.host + share.guest).contains(u'|'))
            entries << share.host + u'|' + share.guest;
    }
    return entries.join(u'$');
}

Trouble readRedirects(EnvReading &reading, const QString &value)
{
    setList(reading, "DEFAULT_KVM_PORTS_REDIRECT", QStringLiteral("ports.extra"),
            texts(value, u';'));
    return {};
}

QString writeRedirects(const EnvWriting &writing)
{
    QStringList entries;
    for (const ExtraPortSpec &extra : writing.vm.ports.extra) {
        for (int i = 0; i < extra.count && extra.protocol == Protocol::Tcp; ++i)
            entries << QStringLiteral("%1:%2").arg(extra.host + i).arg(extra.guest + i);
    }
    return entries.join(u';');
}

// A chart's block of text may hold several keys, as authorized_keys does. What is no key is not
// repeated in a message, since it may be a private one.
Trouble readSshKey(EnvReading &reading, const QString &value)
{
    const QString key = QStringLiteral("ssh_authorized_keys");
    const QStringList lines = value.split(u'\n');
    YamlNode good = sequenceNode();
    QStringList wrong;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        VmSpec scratch;
        YamlNode alone = sequenceNode();
        append(alone, plainNode(line));
        if (setVmKey(scratch, key, alone))
            wrong << QString::number(i + 1);
        else
            append(good, plainNode(line));
    }
    if (!good.items.empty())
        (void)setVmKey(reading.vm, key, good);
    if (wrong.isEmpty())
        return {};
    return lines.size() == 1 ? QStringLiteral("is no SSH public key")
                             : QStringLiteral("no SSH public key in line %1")
                                   .arg(wrong.join(QStringLiteral(", ")));
}

QString writeSshKey(const EnvWriting &writing)
{
    return writing.vm.sshAuthorizedKeys.value(0);
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
