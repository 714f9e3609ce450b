// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qmp_parser.h"

#include <QJsonDocument>

namespace hydra {
namespace {

QmpMessage greeting(const QJsonObject &json)
{
    const QJsonObject qemu =
        json[QStringLiteral("QMP")][QStringLiteral("version")][QStringLiteral("qemu")].toObject();
    QmpMessage message;
    message.kind = QmpMessage::Kind::Greeting;
    message.description = QStringLiteral("%1.%2.%3")
                              .arg(qemu[QStringLiteral("major")].toInt())
                              .arg(qemu[QStringLiteral("minor")].toInt())
                              .arg(qemu[QStringLiteral("micro")].toInt());
    return message;
}

QmpMessage event(const QJsonObject &json)
{
    const QJsonObject stamp = json[QStringLiteral("timestamp")].toObject();
    QmpMessage message;
    message.kind = QmpMessage::Kind::Event;
    message.name = json[QStringLiteral("event")].toString();
    message.data = json[QStringLiteral("data")].toObject();
    message.atMs = stamp[QStringLiteral("seconds")].toInteger() * 1000 +
                   stamp[QStringLiteral("microseconds")].toInteger() / 1000;
    return message;
}

std::optional<QmpMessage> toMessage(const QJsonObject &json)
{
    if (json.contains(QStringLiteral("QMP")))
        return greeting(json);
    if (json.contains(QStringLiteral("event")))
        return event(json);
    QmpMessage message;
    message.id = json[QStringLiteral("id")].toInteger(-1);
    if (json.contains(QStringLiteral("return"))) {
        message.kind = QmpMessage::Kind::Return;
        message.value = json[QStringLiteral("return")];
        return message;
    }
    if (json.contains(QStringLiteral("error"))) {
        const QJsonObject error = json[QStringLiteral("error")].toObject();
        message.kind = QmpMessage::Kind::Error;
        message.name = error[QStringLiteral("class")].toString();
        message.description = error[QStringLiteral("desc")].toString();
        return message;
    }
    return std::nullopt;
}

Error notQmp(const QString &why)
{
    return {.code = ErrorCode::Failed,
            .what = QStringLiteral("does not speak QMP: %1").arg(why),
            .where = QStringLiteral("QEMU")};
}

} // namespace

Result<std::optional<QmpMessage>> QmpParser::next()
{
    if (m_broken)
        return fail(*m_broken);
    while (const std::optional<QByteArray> line = m_lines.next()) {
        if (line->trimmed().isEmpty())
            continue;
        QJsonParseError parseError;
        const QJsonDocument document = QJsonDocument::fromJson(*line, &parseError);
        std::optional<QmpMessage> message = toMessage(document.object());
        if (message)
            return message;
        m_broken = notQmp(document.isObject() ? QStringLiteral("unknown message")
                                              : parseError.errorString());
        return fail(*m_broken);
    }
    if (m_lines.overflowed()) {
        m_broken = notQmp(QStringLiteral("a message of more than 16 MiB"));
        return fail(*m_broken);
    }
    return std::optional<QmpMessage>();
}

QByteArray qmpCommand(qint64 id, const QString &name, const QJsonObject &arguments)
{
    QJsonObject json{{QStringLiteral("execute"), name}, {QStringLiteral("id"), id}};
    if (!arguments.isEmpty())
        json[QStringLiteral("arguments")] = arguments;
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace hydra
