// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/keeper_fixture.h"

#include "core/base/atomic_file.h"
#include "core/keeper_client/launch.h"
#include "tests/support/places.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace hydra::test {

FakeVm::FakeVm(const QJsonObject &behaviour)
{
    plan.vm = {QStringLiteral("lab"), QStringLiteral("vm")};
    plan.stateDir = m_dir.filePath(QStringLiteral("state"));
    plan.runtimeDir = m_dir.filePath(QStringLiteral("run"));
    plan.image = QStringLiteral("fake");
    plan.qmpSocket = plan.runtimeDir + QStringLiteral("/q");
    plan.silenceSeconds = 1;
    plan.consoles = {{QStringLiteral("ttyS0"), plan.runtimeDir + QStringLiteral("/s"),
                      plan.runtimeDir + QStringLiteral("/t"),
                      plan.stateDir + QStringLiteral("/serial.log"), false},
                     {QStringLiteral("hvc0"), plan.runtimeDir + QStringLiteral("/v"),
                      plan.runtimeDir + QStringLiteral("/h"),
                      plan.stateDir + QStringLiteral("/hvc0.log"), true}};
    addAttempt(QStringLiteral("tcg"), behaviour);
}

FakeVm::~FakeVm()
{
    for (const auto &keeper : m_keepers)
        keeper->kill();
    const VmStatus last = status();
    if (last.keeper)
        sendSignal(*last.keeper, SIGKILL);
    for (qint64 pid : qemus()) // keepers' command lines do not contain the QMP socket
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    for (const auto &keeper : m_keepers)
        keeper->waitForFinished(5000);
}

void FakeVm::addAttempt(const QString &accelerator, const QJsonObject &behaviour)
{
    const auto socket = [](const QString &id, const QString &path) {
        return QStringLiteral("socket,id=%1,path=%2,server=on,wait=off").arg(id, path);
    };
    Command command;
    command.program = testPath("fake_qemu");
    command.args = {
        QStringLiteral("-S"),
        QStringLiteral("-chardev"),
        socket(QStringLiteral("qmp"), plan.qmpSocket),
        QStringLiteral("-chardev"),
        socket(QStringLiteral("ser0"), plan.consoles[0].vmSocket),
        QStringLiteral("-chardev"),
        socket(QStringLiteral("hvc0"), plan.consoles[1].vmSocket) +
            QStringLiteral(",logfile=%1,logappend=on").arg(plan.consoles[1].transcript)};
    command.env[QStringLiteral("FAKE_QEMU")] =
        QString::fromUtf8(QJsonDocument(behaviour).toJson(QJsonDocument::Compact));
    command.outputFile = plan.stateDir + QStringLiteral("/qemu.log");
    plan.attempts.push_back({accelerator, command});
}

void FakeVm::writePlan() const
{
    const Result<void> made = makePrivateDir(plan.stateDir);
    const Result<void> written =
        writeFileAtomically(plan.planFile(), QJsonDocument(toJson(plan)).toJson());
    if (!made || !written)
        qFatal("cannot write the plan");
}

QProcess *FakeVm::startKeeper(const QStringList &more)
{
    writePlan();
    m_keepers.push_back(std::make_unique<QProcess>());
    QProcess *keeper = m_keepers.back().get();
    keeper->setProcessChannelMode(QProcess::ForwardedChannels);
    keeper->start(programPath("hydra-keeper"),
                  QStringList{QStringLiteral("--plan"), plan.planFile()} + more);
    return keeper;
}

VmStatus FakeVm::status() const
{
    const Result<VmStatus> status = readVmStatus(plan.stateDir);
    return status ? *status : VmStatus();
}

std::vector<qint64> FakeVm::qemus() const
{
    std::vector<qint64> pids;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (entry.toLongLong() > 0 && file.open(QIODevice::ReadOnly)) {
            const QByteArray line = file.readAll();
            if (line.contains("qemu") && line.contains(plan.qmpSocket.toUtf8()))
                pids.push_back(entry.toLongLong());
        }
    }
    return pids;
}

QByteArray FakeVm::file(const QString &name) const
{
    const Result<QByteArray> content = readFile(plan.stateDir + u'/' + name, 1LL << 30);
    return content ? *content : QByteArray();
}

QJsonObject bootingTo(const QString &text)
{
    return {{QStringLiteral("boot"),
             QJsonArray{QJsonObject{{QStringLiteral("ms"), 0}, {QStringLiteral("text"), text}}}}};
}

QJsonObject booting()
{
    return bootingTo(QStringLiteral("Linux version 6.1\nRun /init as init process\nhost login: "));
}

QJsonObject failing(const QString &when, const QString &how, int number, const QString &words)
{
    return {{QStringLiteral("fail"), QJsonObject{{QStringLiteral("on"), when},
                                                 {how, number},
                                                 {QStringLiteral("stderr"), words}}}};
}

QByteArray floodOf(qint64 bytes)
{
    QByteArray all;
    while (bytes > 0) {
        const QByteArray number = QByteArray::number(bytes);
        QByteArray block = number + QByteArray(1023 - number.size(), '.') + '\n';
        block.truncate(std::min<qint64>(block.size(), bytes));
        bytes -= block.size();
        all += block;
    }
    return all;
}

Result<QJsonObject> ask(KeeperClient &client, const QString &method, const QJsonObject &params)
{
    std::optional<Result<QJsonObject>> answer;
    client.request(method, params, [&](Result<QJsonObject> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 5000))
        return fail(ErrorCode::TimedOut, QStringLiteral("no answer"));
    return *answer;
}

} // namespace hydra::test
