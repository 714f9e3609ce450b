// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/fork_start.h"

#include "core/base/atomic_file.h"
#include "core/boot/phases.h"
#include "core/guest/guest_files.h"
#include "core/vm/qemu/qmp_client.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace hydra {
namespace {

constexpr auto specializeTimeout = std::chrono::seconds(60); // ten at once, emulated on two CPUs
constexpr qint64 scriptFileLimit = 1 << 20;

QJsonObject capabilities(const std::map<QString, bool> &wanted)
{
    QJsonArray list;
    for (const auto &[name, state] : wanted)
        list.append(
            QJsonObject{{QStringLiteral("capability"), name}, {QStringLiteral("state"), state}});
    return {{QStringLiteral("capabilities"), list}};
}

QString entropy()
{
    quint32 words[16];
    QRandomGenerator::system()->fillRange(words);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex());
}

QByteArray shellAssignment(const QString &name, QString value)
{
    value.replace(u'\'', QStringLiteral("'\\''"));
    return QStringLiteral("export %1='%2'\n").arg(name, value).toUtf8();
}

/// The command for the guest; fails when the file's content is not as the plan says.
Result<GuestCommand> specializeCommand(const PlannedRestore &restore)
{
    const QString &file = restore.refreshFile;
    const Result<QByteArray> text = readFile(file, scriptFileLimit);
    if (!text)
        return fail(text.error());
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    const QByteArray script = json[u"script"].toString().toUtf8();
    if (script.isEmpty())
        return fail(ErrorCode::Failed, QStringLiteral("holds no script"), file);
    GuestCommand command;
    command.path = QStringLiteral("/bin/sh");
    command.args = {QStringLiteral("-s")};
    command.timeout = specializeTimeout;
    command.waiting = restore.waitingShell;
    command.inputFile = QLatin1String(identityFifo);
    const QJsonObject env = json[u"env"].toObject();
    for (auto variable = env.begin(); variable != env.end(); ++variable)
        command.input += shellAssignment(variable.key(), variable.value().toString());
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    command.input += shellAssignment(QStringLiteral("HYDRA_ENTROPY"), entropy());
    command.input += shellAssignment(QStringLiteral("HYDRA_NOW"), QString::number(now, 'f', 3));
    command.input += script;
    return command;
}

} // namespace

ForkStart::ForkStart(OwnedVm &vm, LabPort &port, QObject *parent)
    : QObject(parent), m_vm(vm), m_port(port)
{
}

// Of an adopted QEMU the keeper died half-way: a guest that never ran begins again with the next
// attempt; one that runs is given its identity again, which does no harm.
void ForkStart::follow(RunState state)
{
    if (state == RunState::Incoming && !m_vm.run->wasAdopted())
        return readState();
    if (state == RunState::Running) {
        m_vm.run->noteBegun();
        return specialize();
    }
    if (m_vm.run->wasAdopted())
        giveUp(QStringLiteral("its keeper died before it went on"));
}

// An answer may come after its run has ended and another attempt was begun.
void ForkStart::giveUp(const QString &why)
{
    if (m_vm.isForking())
        m_vm.run->giveUp(why);
}

// The image's memory file is mapped, so the stream contains only the devices' state.
void ForkStart::readState()
{
    QmpClient *qmp = m_vm.qmp();
    const auto orGiveUp = [this](const Result<QJsonValue> &reply) {
        if (!reply)
            giveUp(formatError(reply.error()));
    };
    connect(qmp, &QmpClient::eventReceived, this,
            [this](const QString &name, const QJsonObject &data) {
                if (name == u"MIGRATION" && m_vm.isForking())
                    onMigration(data[QStringLiteral("status")].toString());
            });
    qmp->execute(
        QStringLiteral("migrate-set-capabilities"),
        capabilities({{QStringLiteral("x-ignore-shared"), true}, {QStringLiteral("events"), true}}),
        orGiveUp);
    qmp->execute(QStringLiteral("migrate-incoming"),
                 {{QStringLiteral("uri"), m_vm.attempt().restore->uri}}, orGiveUp);
}

void ForkStart::onMigration(const QString &status)
{
    if (status == u"failed")
        giveUp(QStringLiteral("its state cannot be read"));
    else if (status == u"completed")
        letRun();
}

// The guest was frozen without a network (copy/freeze_guest.cpp). With x-ignore-shared left on, a
// snapshot of its memory could only be read by a QEMU that has it on.
void ForkStart::letRun()
{
    m_vm.qmp()->execute(
        QStringLiteral("set_link"),
        {{QStringLiteral("name"), QStringLiteral("nic0")}, {QStringLiteral("up"), true}});
    m_vm.qmp()->execute(QStringLiteral("migrate-set-capabilities"),
                        capabilities({{QStringLiteral("x-ignore-shared"), false}}));
    m_vm.run->hypervisor().resume([this](const Result<void> &resumed) {
        if (!resumed)
            return giveUp(formatError(resumed.error()));
        m_vm.run->noteBegun();
        specialize();
    });
}

// Until the script has run, the guest has the frozen one's keys, and must not be reachable.
void ForkStart::specialize()
{
    const Result<GuestCommand> command = specializeCommand(*m_vm.attempt().restore);
    if (!command)
        return giveUp(formatError(command.error()));
    m_vm.record.say(QStringLiteral("the frozen guest goes on and gets its own identity"));
    m_vm.agent.run(*command, [this](const Result<GuestExit> &exit) {
        if (!m_vm.isForking() || m_vm.run->isEnding())
            return;
        if (!exit)
            return giveUp(formatError(exit.error()));
        if (exit->code != 0)
            return giveUp(QStringLiteral("it could not get its own identity: ") +
                          QString::fromUtf8(exit->errorOutput.trimmed().right(500)));
        plugIn();
    });
}

void ForkStart::plugIn()
{
    if (!m_port.isPlanned())
        return addForward(0);
    m_port.plugIn();
    finish();
}

// hostfwd_add prints nothing on success (qemu-system(1), hostfwd).
void ForkStart::addForward(std::size_t index)
{
    if (!m_vm.qmp() || !m_vm.isForking())
        return; // when QEMU answers again, all of it is done again
    if (index == m_vm.plan.ports.size())
        return finish();
    const PlannedPort &port = m_vm.plan.ports[index];
    const QString rule = QStringLiteral("hostfwd_add net0 %1:%2:%3-%4:%5")
                             .arg(port.protocol, port.hostAddress)
                             .arg(port.hostPort)
                             .arg(m_vm.attempt().restore->guestAddress)
                             .arg(port.guestPort);
    m_vm.qmp()->execute(
        QStringLiteral("human-monitor-command"), {{QStringLiteral("command-line"), rule}},
        [this, index](const Result<QJsonValue> &reply) {
            const QString words = reply ? reply->toString().trimmed() : formatError(reply.error());
            if (!words.isEmpty())
                m_vm.record.warn(QStringLiteral("port %1 cannot be forwarded: %2")
                                     .arg(m_vm.plan.ports[index].hostPort)
                                     .arg(words));
            addForward(index + 1);
        });
}

void ForkStart::finish()
{
    m_vm.record.update([this](VmStatus &status) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        status.state = VmState::Running;
        status.reason.clear();
        status.start = QStringLiteral("instant");
        reachUserSpace(status, m_vm.plan, now);
        if (m_vm.plan.expectCloudInit)
            finishCloudInit(status, m_vm.plan, now);
    });
    m_vm.record.say(QStringLiteral("the guest is one of its own"));
    Q_EMIT done();
}

} // namespace hydra

#include "core/keeper/moc_fork_start.cpp"
