// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "keeper/dependency_watch.h"
#include "keeper/probe.h"
#include "keeper/silence_watch.h"
#include "keeper/webhook.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

} // namespace

void Keeper::guestExec(const QJsonObject &params, const ControlServer::Reply &reply)
{
    if (!m_run || !m_begun)
        return reply(fail(ErrorCode::Conflict, QStringLiteral("the VM is not running")));
    GuestCommand command;
    command.path = params[QStringLiteral("path")].toString();
    command.args = strings(params[QStringLiteral("args")]);
    command.env = strings(params[QStringLiteral("env")]);
    command.input = QByteArray::fromBase64(params[QStringLiteral("input")].toString().toLatin1());
    command.timeout = std::chrono::seconds(std::clamp(params[QStringLiteral("timeout_s")].toInt(30), 1, 3600));
    if (command.path.isEmpty())
        return reply(fail(ErrorCode::Invalid, QStringLiteral("'path' is missing")));
    if (!params[QStringLiteral("wait")].toBool(true))
        return m_agent.start(std::move(command), [reply](const Result<QJsonValue> &pid) {
            reply(pid ? Result<QJsonObject>(QJsonObject{{QStringLiteral("pid"), *pid}}) : fail(pid.error()));
        });
    m_agent.run(std::move(command), [reply](const Result<GuestExit> &exit) {
        if (!exit)
            return reply(fail(exit.error()));
        reply(QJsonObject{{QStringLiteral("exit_code"), exit->code},
                          {QStringLiteral("output"), base64(exit->output)},
                          {QStringLiteral("error_output"), base64(exit->errorOutput)}});
    });
}

// Through date(1), not guest-set-time: that one wants hwclock(8), which Debian 13 guests need not have.
void Keeper::setClock(std::function<void(Result<void>)> done)
{
    if (!m_run || !m_begun)
        return done(fail(ErrorCode::Conflict, QStringLiteral("the VM is not running")));
    const QString now = QString::number(double(QDateTime::currentMSecsSinceEpoch()) / 1000, 'f', 3);
    m_agent.run({QStringLiteral("/bin/date"), {QStringLiteral("-u"), QStringLiteral("-s"), u'@' + now}, {}, {}, std::chrono::seconds(10)},
                [done = std::move(done)](const Result<GuestExit> &exit) {
                    if (!exit)
                        return done(fail(exit.error()));
                    if (exit->code != 0)
                        return done(fail(ErrorCode::Failed, QStringLiteral("the guest cannot set its clock: %1")
                                                                .arg(QString::fromUtf8(exit->errorOutput.trimmed()))));
                    done({});
                });
}

// A guest that never said it runs an agent is left alone: nobody would answer.
void Keeper::mendClock(const QString &why)
{
    if (!m_run || !m_begun || m_status.state != VmState::Running || !m_status.userSpace)
        return;
    setClock([this, why](const Result<void> &set) {
        say(set ? why + QStringLiteral("; its clock was set")
                : QStringLiteral("%1; its clock could not be set: %2").arg(why, formatError(set.error())));
    });
}

} // namespace hydra
