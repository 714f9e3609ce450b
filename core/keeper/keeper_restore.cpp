// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "base/atomic_file.h"
#include "guest/guest_files.h"
#include "keeper/dependency_watch.h"
#include "keeper/phases.h"
#include "keeper/probe.h"
#include "keeper/silence_watch.h"
#include "keeper/webhook.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace hydra {
namespace {

constexpr auto kRefreshTimeout = std::chrono::seconds(60); // ten at once, emulated on two processors
constexpr qint64 kRefreshLimit = 1 << 20;

QJsonObject capability(const char *name)
{
    return {{QStringLiteral("capability"), QLatin1String(name)}, {QStringLiteral("state"), true}};
}

QString entropy()
{
    quint32 words[16];
    QRandomGenerator::system()->fillRange(words);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex());
}

QByteArray assignment(const QString &name, QString value)
{
    value.replace(u'\'', QStringLiteral("'\\''"));
    return QStringLiteral("export %1='%2'\n").arg(name, value).toUtf8();
}

/// What runs in the guest; fails when the file is not what the plan says.
Result<GuestCommand> refreshCommand(const PlannedRestore &restore)
{
    const QString &file = restore.refreshFile;
    const Result<QByteArray> text = readFile(file, kRefreshLimit);
    if (!text)
        return fail(text.error());
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    const QByteArray script = json[u"script"].toString().toUtf8();
    if (script.isEmpty())
        return fail(ErrorCode::Failed, QStringLiteral("holds no script"), file);
    GuestCommand command{QStringLiteral("/bin/sh"), {QStringLiteral("-s")}, {}, {}, kRefreshTimeout,
                         restore.waitingShell, QLatin1String(identityFifo)};
    const QJsonObject env = json[u"env"].toObject();
    for (auto variable = env.begin(); variable != env.end(); ++variable)
        command.input += assignment(variable.key(), variable.value().toString());
    command.input += assignment(QStringLiteral("HYDRA_ENTROPY"), entropy());
    command.input += assignment(QStringLiteral("HYDRA_NOW"), QString::number(double(QDateTime::currentMSecsSinceEpoch()) / 1000, 'f', 3));
    command.input += script;
    return command;
}

} // namespace

// Memory that no fork changed is the image's file itself: the stream has only the devices.
void Keeper::restoreGuest()
{
    const QJsonObject capabilities{{QStringLiteral("capabilities"), QJsonArray{capability("x-ignore-shared"), capability("events")}}};
    const auto orLeave = [this](const Result<QJsonValue> &reply) {
        if (!reply)
            leaveAccelerator(formatError(reply.error()));
    };
    m_run->qmp()->execute(QStringLiteral("migrate-set-capabilities"), capabilities, orLeave);
    m_run->qmp()->execute(QStringLiteral("migrate-incoming"), {{QStringLiteral("uri"), attempt().restore->uri}}, orLeave);
}

// Its keeper died half-way. What never ran begins again; what runs is refreshed again, which does no harm.
void Keeper::resumeRestore(const QString &runState)
{
    if (runState == u"running") {
        m_begun = true;
        return refreshGuest();
    }
    if (m_adopted)
        leaveAccelerator(QStringLiteral("its keeper died before it went on"));
}

void Keeper::onMigration(const QString &status)
{
    if (status == u"failed")
        return leaveAccelerator(QStringLiteral("its state cannot be read"));
    if (status != u"completed")
        return;
    // Else a snapshot of its memory could only be read by a QEMU with the same setting.
    const QJsonObject plain{{QStringLiteral("capability"), QStringLiteral("x-ignore-shared")}, {QStringLiteral("state"), false}};
    m_run->qmp()->execute(QStringLiteral("migrate-set-capabilities"), {{QStringLiteral("capabilities"), QJsonArray{plain}}});
    m_run->qmp()->execute(QStringLiteral("cont"), {}, [this](const Result<QJsonValue> &reply) {
        if (!reply)
            return leaveAccelerator(formatError(reply.error()));
        m_begun = true;
        refreshGuest();
    });
}

// Until it is one of its own it has the frozen one's keys: nobody may reach it before.
void Keeper::refreshGuest()
{
    const Result<GuestCommand> command = refreshCommand(*attempt().restore);
    if (!command)
        return leaveAccelerator(formatError(command.error()));
    say(QStringLiteral("the frozen guest goes on and gets its own identity"));
    m_agent.run(*command, [this](const Result<GuestExit> &exit) {
        if (!m_run || m_run->isEnding())
            return;
        if (!exit)
            return leaveAccelerator(formatError(exit.error()));
        if (exit->code != 0)
            return leaveAccelerator(QStringLiteral("it could not get its own identity: ")
                                    + QString::fromUtf8(exit->errorOutput.trimmed().right(500)));
        addForward(0);
    });
}

// hostfwd_add says nothing when it worked (qemu-system(1), "Device URL Syntax" of hostfwd).
void Keeper::addForward(std::size_t index)
{
    if (index == m_plan.ports.size())
        return finishRestore();
    const PlannedPort &port = m_plan.ports[index];
    const QString rule = QStringLiteral("hostfwd_add net0 %1:%2:%3-%4:%5")
                             .arg(port.protocol, port.hostAddress).arg(port.hostPort)
                             .arg(attempt().restore->guestAddress).arg(port.guestPort);
    m_run->qmp()->execute(QStringLiteral("human-monitor-command"), {{QStringLiteral("command-line"), rule}},
                          [this, index](const Result<QJsonValue> &reply) {
                              const QString words = reply ? reply->toString().trimmed() : formatError(reply.error());
                              if (!words.isEmpty())
                                  warn(QStringLiteral("port %1 cannot be forwarded: %2")
                                           .arg(m_plan.ports[index].hostPort).arg(words));
                              addForward(index + 1);
                          });
}

void Keeper::finishRestore()
{
    update([this](VmStatus &status) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        status.state = VmState::Running;
        status.reason.clear();
        status.start = QStringLiteral("instant");
        reachUserSpace(status, m_plan, now);
        if (m_plan.expectCloudInit)
            finishCloudInit(status, m_plan, now);
    });
    say(QStringLiteral("the guest is one of its own"));
    watchBoot();
}

} // namespace hydra
