// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/port_pair.h"

#include "core/yaml/writer.h"

#include <QRegularExpression>

namespace hydra::ui {
namespace {

const QString kList = QStringLiteral("ports.extra[");

QString keyOf(const QString &path)
{
    return path.section(u'.', -1);
}

} // namespace

bool isPairPart(const QString &path)
{
    return path.startsWith(kList) && !path.endsWith(u']');
}

QString itemOf(const QString &path)
{
    return path.left(path.indexOf(u']') + 1);
}

WrittenValue partOfPair(const WrittenValue &item, const WrittenValue &map, const QString &path)
{
    const bool isHost = keyOf(path) == u"host";
    if (item.node.kind != YamlNode::Kind::Scalar || (!isHost && keyOf(path) != u"guest"))
        return map;
    const YamlNode part = plainNode(item.node.text.section(u':', isHost ? 0 : 1, isHost ? 0 : -1));
    return {item.origin, part, {}};
}

QString pairWith(const YamlNode &pair, const QString &path, const QString &yaml)
{
    static const QRegularExpression number(QStringLiteral("\\A[0-9]{1,5}(?:-[0-9]{1,5})?\\z"));
    QString host = pair.text.section(u':', 0, 0);
    QString guest = pair.text.section(u':', 1);
    const QString key = keyOf(path);
    if (key == u"host")
        host = yaml;
    else if (key == u"guest")
        guest = yaml;
    if ((key == u"host" || key == u"guest") && number.match(host).hasMatch() &&
        number.match(guest).hasMatch())
        return QStringLiteral("\"%1:%2\"").arg(host, guest);
    QString map = QStringLiteral("{host: %1, guest: %2")
                      .arg(host.isEmpty() ? QStringLiteral("\"\"") : host,
                           guest.isEmpty() ? QStringLiteral("\"\"") : guest);
    if (key != u"host" && key != u"guest")
        map += QStringLiteral(", %1: %2").arg(key, yaml);
    return map + u'}';
}

} // namespace hydra::ui
