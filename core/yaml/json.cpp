// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace hydra {
namespace {

constexpr qint64 kExact = qint64(1) << 53;

QJsonValue scalarJson(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral("^[-+]?[0-9]+$"));
    static const QRegularExpression real(
        QStringLiteral("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"));
    if (text == u"true" || text == u"True" || text == u"TRUE")
        return true;
    if (text == u"false" || text == u"False" || text == u"FALSE")
        return false;
    if (text.isEmpty() || text == u"~" || text == u"null" || text == u"Null" || text == u"NULL")
        return QJsonValue::Null;
    if (whole.match(text).hasMatch()) {
        bool fits = false;
        const qint64 number = text.toLongLong(&fits);
        return fits && qAbs(number) <= kExact ? QJsonValue(number) : QJsonValue(text);
    }
    return real.match(text).hasMatch() ? QJsonValue(text.toDouble()) : QJsonValue(text);
}

} // namespace

QJsonValue toJson(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QJsonValue::Null;
    case YamlNode::Kind::Scalar:
        return node.quoted ? QJsonValue(node.text) : scalarJson(node.text);
    case YamlNode::Kind::Sequence: {
        QJsonArray array;
        for (const YamlNodePtr &item : node.items)
            array.append(toJson(*item));
        return array;
    }
    case YamlNode::Kind::Map:
        break;
    }
    QJsonObject object;
    for (const YamlEntry &entry : node.entries)
        object[entry.key] = toJson(*entry.value);
    return object;
}

} // namespace hydra
