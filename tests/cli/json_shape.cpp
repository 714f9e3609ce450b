// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/json_shape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hydra::test {
namespace {

QString show(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
        .left(200);
}

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == u"text")
        return value.isString();
    if (type == u"number")
        return value.isDouble();
    if (type == u"bool")
        return value.isBool();
    return value.isString() && type.split(u'|').contains(value.toString());
}

QString typeError(const QJsonValue &value, QString type, const QString &path)
{
    const bool orNull = type.endsWith(u'?');
    if (orNull)
        type.chop(1);
    if ((orNull && value.isNull()) || isOfType(value, type))
        return {};
    return QStringLiteral("%1: is %2, not %3").arg(path, show(value), type);
}

QString objectError(const QJsonValue &value, const QJsonObject &shape, const QString &path)
{
    if (!value.isObject())
        return QStringLiteral("%1: is %2, not an object").arg(path, show(value));
    for (auto it = shape.begin(); it != shape.end(); ++it) {
        const QString inner = path + u'.' + it.key();
        if (!value.toObject().contains(it.key()))
            return inner + QStringLiteral(": is missing");
        if (QString error = shapeError(value[it.key()], it.value(), inner); !error.isEmpty())
            return error;
    }
    return {};
}

QString listError(const QJsonValue &value, const QJsonArray &shape, const QString &path)
{
    if (!value.isArray())
        return QStringLiteral("%1: is %2, not a list").arg(path, show(value));
    const QJsonArray items = value.toArray();
    for (qsizetype i = 0; i < items.size() && !shape.isEmpty(); ++i) {
        const QString inner = QStringLiteral("%1[%2]").arg(path).arg(i);
        if (QString error = shapeError(items[i], shape.first(), inner); !error.isEmpty())
            return error;
    }
    return {};
}

} // namespace

QString shapeError(const QJsonValue &value, const QJsonValue &shape, const QString &path)
{
    if (shape.isObject())
        return objectError(value, shape.toObject(), path);
    if (shape.isArray())
        return listError(value, shape.toArray(), path);
    return typeError(value, shape.toString(), path);
}

QString shapeError(const QJsonValue &value, const char *shape)
{
    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(shape, &error);
    if (error.error != QJsonParseError::NoError)
        return QStringLiteral("the shape itself is no JSON: ") + error.errorString();
    return shapeError(value, QJsonValue(parsed.object()));
}

} // namespace hydra::test
