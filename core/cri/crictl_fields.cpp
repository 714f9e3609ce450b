// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_fields.h"

#include "core/cri/crictl_text.h"

namespace hydra::crictl {

QString text(const QJsonValue &object, QStringView key)
{
    return object.toObject().value(key).toString();
}

// Protobuf's JSON has 64-bit numbers as strings.
qint64 number(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

double amount(const QJsonValue &value)
{
    return value[u"value"].isString() ? value[u"value"].toString().toDouble()
                                      : value[u"value"].toDouble();
}

QString ago(const QJsonValue &item, qint64 nowNs)
{
    return crictlDuration(nowNs - number(item[u"createdAt"])) + QStringLiteral(" ago");
}

QString labelOf(const QJsonValue &item, const char *key)
{
    const QJsonObject labels = item[u"labels"].toObject();
    return labels.contains(QLatin1String(key)) ? labels[QLatin1String(key)].toString()
                                               : QStringLiteral("unknown");
}

// CONTAINER_RUNNING: Running
QString stateOf(const QJsonValue &item)
{
    const QString name = text(item, u"state").section(u'_', 1).toLower();
    if (name == u"notready")
        return QStringLiteral("NotReady");
    return name.left(1).toUpper() + name.mid(1);
}

QString attemptOf(const QJsonValue &item)
{
    return QString::number(item[u"metadata"][u"attempt"].toInteger());
}

} // namespace hydra::crictl
