// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/protocol.h"

#include <QJsonDocument>

#include <array>

namespace hydra::protocol {
namespace {

const std::array<std::pair<ErrorCode, QString>, 8> &codeNames()
{
    static const std::array<std::pair<ErrorCode, QString>, 8> table = {{
        {ErrorCode::Failed, QStringLiteral("failed")},
        {ErrorCode::Invalid, QStringLiteral("invalid")},
        {ErrorCode::NotFound, QStringLiteral("not-found")},
        {ErrorCode::Conflict, QStringLiteral("conflict")},
        {ErrorCode::TimedOut, QStringLiteral("timed-out")},
        {ErrorCode::Cancelled, QStringLiteral("cancelled")},
        {ErrorCode::Unavailable, QStringLiteral("unavailable")},
        {ErrorCode::Unsupported, QStringLiteral("unsupported")},
    }};
    return table;
}

QJsonObject errorData(const Error &error)
{
    QString code;
    for (const auto &[candidate, name] : codeNames())
        if (candidate == error.code)
            code = name;
    return {{QStringLiteral("code"), code},
            {QStringLiteral("what"), error.what},
            {QStringLiteral("where"), error.where},
            {QStringLiteral("hint"), error.hint},
            {QStringLiteral("details"), error.details}};
}

Error errorFromJson(const QJsonObject &json)
{
    const QJsonObject data = json[QStringLiteral("data")].toObject();
    Error error;
    for (const auto &[code, name] : codeNames())
        if (name == data[QStringLiteral("code")].toString())
            error.code = code;
    error.what = data[QStringLiteral("what")].toString(json[QStringLiteral("message")].toString());
    error.where = data[QStringLiteral("where")].toString();
    error.hint = data[QStringLiteral("hint")].toString();
    error.details = data[QStringLiteral("details")].toString();
    return error;
}

QByteArray line(QJsonObject json)
{
    json[QStringLiteral("jsonrpc")] = QStringLiteral("2.0");
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

bool isId(const QJsonValue &id)
{
    return id.isUndefined() || id.isNull() || id.isDouble() || id.isString();
}

} // namespace

Result<Message> parse(const QByteArray &text)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return fail(ErrorCode::Failed,
                    QStringLiteral("is not JSON: %1").arg(parseError.errorString()));
    const QJsonObject json = document.object();
    Message message;
    message.id = json.contains(QStringLiteral("id")) ? json[QStringLiteral("id")]
                                                     : QJsonValue(QJsonValue::Undefined);
    message.method = json[QStringLiteral("method")].toString();
    message.params = json[QStringLiteral("params")].toObject();
    if (json.contains(QStringLiteral("error")))
        message.reply = fail(errorFromJson(json[QStringLiteral("error")].toObject()));
    else if (json.contains(QStringLiteral("result")))
        message.reply = json[QStringLiteral("result")].toObject();
    const QJsonValue params = json[QStringLiteral("params")];
    if (json[QStringLiteral("jsonrpc")].toString() != u"2.0" || !isId(message.id) ||
        (message.method.isEmpty() && !message.reply) ||
        !(params.isUndefined() || params.isObject()))
        return fail(ErrorCode::Invalid, QStringLiteral("is not a JSON-RPC 2.0 message"));
    return message;
}

QByteArray request(qint64 id, const QString &method, const QJsonObject &params)
{
    return line({{QStringLiteral("id"), id},
                 {QStringLiteral("method"), method},
                 {QStringLiteral("params"), params}});
}

QByteArray notification(const QString &method, const QJsonObject &params)
{
    return line({{QStringLiteral("method"), method}, {QStringLiteral("params"), params}});
}

QByteArray reply(const QJsonValue &id, const QJsonObject &result)
{
    return line({{QStringLiteral("id"), id}, {QStringLiteral("result"), result}});
}

QByteArray errorReply(const QJsonValue &id, int rpcCode, const Error &error)
{
    const QJsonObject json{{QStringLiteral("code"), rpcCode},
                           {QStringLiteral("message"), formatError(error)},
                           {QStringLiteral("data"), errorData(error)}};
    return line({{QStringLiteral("id"), id.isUndefined() ? QJsonValue() : id},
                 {QStringLiteral("error"), json}});
}

Age ageOf(const QJsonObject &hello)
{
    const int version = hello[QStringLiteral("protocol")].toInt();
    return version < kOldestVersion ? Age::Older
           : version > kVersion     ? Age::Newer
                                    : Age::Understood;
}

Error versionError(const QJsonObject &hello)
{
    const bool older = ageOf(hello) == Age::Older;
    return {ErrorCode::Conflict,
            QStringLiteral("its keeper is of %1 version of Hydra (%2) and speaks protocol %3, this "
                           "program speaks %4")
                .arg(older ? QStringLiteral("an older") : QStringLiteral("a newer"),
                     hello[QStringLiteral("keeper_version")].toString(QStringLiteral("unknown")))
                .arg(hello[QStringLiteral("protocol")].toInt())
                .arg(kVersion),
            {},
            older ? QStringLiteral("renew its keeper with `hydractl up`: the VM itself goes on")
                  : QStringLiteral("use the newer Hydra: this one is out of date"),
            {}};
}

QByteArray hello(const QString &keeperVersion, const VmStatus &status)
{
    return notification(QStringLiteral("hello"), {{QStringLiteral("protocol"), kVersion},
                                                  {QStringLiteral("keeper_version"), keeperVersion},
                                                  {QStringLiteral("vm"), toJson(status)}});
}

QByteArray state(const VmStatus &status)
{
    return notification(QStringLiteral("state"), {{QStringLiteral("vm"), toJson(status)}});
}

QByteArray consoleHeader(qint64 replayBytes, int boot)
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("replay"), replayBytes}, {QStringLiteral("boot"), boot}})
               .toJson(QJsonDocument::Compact) +
           '\n';
}

} // namespace hydra::protocol
