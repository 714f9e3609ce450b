// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/command.h"

#include "core/process/shell_word.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace hydra {
namespace {

QString shellEnvironment(const QMap<QString, QString> &env)
{
    QString words;
    for (auto it = env.begin(); it != env.end(); ++it)
        words += it.value().isNull() ? QStringLiteral(" -u ") + shellWord(it.key())
                                     : u' ' + shellWord(it.key() + u'=' + it.value());
    return words;
}

} // namespace

QJsonObject toJson(const Command &command)
{
    QJsonObject env;
    for (auto it = command.env.begin(); it != command.env.end(); ++it)
        env[it.key()] = it.value().isNull() ? QJsonValue() : QJsonValue(it.value());
    QJsonObject json{{QStringLiteral("program"), command.program},
                     {QStringLiteral("args"), QJsonArray::fromStringList(command.args)}};
    if (!env.isEmpty())
        json[QStringLiteral("env")] = env;
    if (!command.cwd.isEmpty())
        json[QStringLiteral("cwd")] = command.cwd;
    if (!command.outputFile.isEmpty())
        json[QStringLiteral("output_file")] = command.outputFile;
    return json;
}

Command commandFromJson(const QJsonObject &json)
{
    Command command;
    command.program = json[QStringLiteral("program")].toString();
    for (const QJsonValue &arg : json[QStringLiteral("args")].toArray())
        command.args += arg.toString();
    const QJsonObject env = json[QStringLiteral("env")].toObject();
    for (auto it = env.begin(); it != env.end(); ++it)
        command.env[it.key()] = it.value().isNull() ? QString() : it.value().toString();
    command.cwd = json[QStringLiteral("cwd")].toString();
    command.outputFile = json[QStringLiteral("output_file")].toString();
    return command;
}

QString shellWord(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+=:,./-]+\\z"));
    if (plain.match(word).hasMatch())
        return word;
    QString quoted = word;
    quoted.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + quoted + u'\'';
}

QString shellLine(const Command &command)
{
    QString line = command.cwd.isEmpty()
                       ? QString()
                       : QStringLiteral("cd ") + shellWord(command.cwd) + QStringLiteral(" && ");
    if (!command.env.isEmpty())
        line += QStringLiteral("env") + shellEnvironment(command.env) + u' ';
    line += shellWord(command.program);
    for (const QString &arg : command.args)
        line += u' ' + shellWord(arg);
    if (!command.outputFile.isEmpty())
        line += QStringLiteral(" >>") + shellWord(command.outputFile) + QStringLiteral(" 2>&1");
    return line;
}

} // namespace hydra
