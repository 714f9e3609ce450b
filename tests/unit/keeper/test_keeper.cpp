// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "console/channel.h"
#include "keeper/launch.h"
#include "keeper/protocol.h"
#include "keeper_fixture.h"
#include "process/process_id.h"
#include "test_main.h"
#include "vm/conditions.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

QJsonObject bootingTo(const QString &text)
{
    return {{QStringLiteral("boot"), QJsonArray{QJsonObject{{QStringLiteral("ms"), 0}, {QStringLiteral("text"), text}}}}};
}

QJsonObject booting()
{
    return bootingTo(QStringLiteral("Linux version 6.1\nRun /init as init process\nhost login: "));
}

QJsonObject failing(const QString &when, const QString &how, int number, const QString &words = {})
{
    return {{QStringLiteral("fail"), QJsonObject{{QStringLiteral("on"), when}, {how, number}, {QStringLiteral("stderr"), words}}}};
}

/// A client that remembers what it was told.
struct Watcher {
    explicit Watcher(const FakeVm &vm) : client(vm.plan.controlSocket())
    {
        QObject::connect(&client, &KeeperClient::opened, [this](const VmStatus &s) { seen.push_back(s); });
        QObject::connect(&client, &KeeperClient::statusChanged, [this](const VmStatus &s) { seen.push_back(s); });
        QObject::connect(&client, &KeeperClient::closed, [this] { closed = true; });
        client.open();
    }
    [[nodiscard]] VmState state() const { return seen.empty() ? VmState::Unknown : seen.back().state; }

    std::vector<VmStatus> seen;
    bool closed = false;
    KeeperClient client;
};

/// Both halves of what a console said.
struct Screen {
    explicit Screen(const QString &socket) : channel(socket)
    {
        QObject::connect(&channel, &ConsoleChannel::opened, [this](int n) { boot = n; });
        QObject::connect(&channel, &ConsoleChannel::replay, [this](const QByteArray &b) { bytes += b; });
        QObject::connect(&channel, &ConsoleChannel::live, [this](const QByteArray &b) { bytes += b; });
        QObject::connect(&channel, &ConsoleChannel::closed, [this] { closed = true; });
        channel.open();
    }

    int boot = -1;
    QByteArray bytes;
    bool closed = false;
    ConsoleChannel channel;
};

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

} // namespace

#define HYDRA_RUNNING(vm) QTRY_COMPARE_WITH_TIMEOUT(toString((vm).status().state), toString(VmState::Running), 10000)

class TestKeeper : public QObject
{
    Q_OBJECT

    static Result<QJsonObject> ask(KeeperClient &client, const QString &method, const QJsonObject &params = {})
    {
        std::optional<Result<QJsonObject>> answer;
        client.request(method, params, [&](Result<QJsonObject> result) { answer = std::move(result); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, 5000); }();
        return answer ? *answer : Result<QJsonObject>(fail(ErrorCode::TimedOut, QStringLiteral("no answer")));
    }

private Q_SLOTS:
    void aVmWithoutExpectationsIsReadyAtUserSpace()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        const VmStatus status = vm.status();
        QCOMPARE(toString(status.state), toString(VmState::Running));
        QCOMPARE(status.accelerator, QStringLiteral("tcg"));
        QCOMPARE(status.boot, 1);
        QCOMPARE(status.bootId.size(), 32);
        QVERIFY(status.userSpace);
        QVERIFY(status.vmProcess && isAlive(*status.vmProcess));
        QVERIFY(keeperHoldsLock(vm.plan.stateDir));
        for (const char *name : {"state.json", "vm.log", "serial.log", "hvc0.log", "lock", "qemu.log"}) {
            const QFileInfo info(vm.plan.stateDir + u'/' + QLatin1String(name));
            QVERIFY2(info.exists(), name);
            QVERIFY2(!info.permission(QFileDevice::ReadGroup) && !info.permission(QFileDevice::ReadOther), name);
        }
    }

    void aGuestThatPowersOffIsStoppedAndItsKeeperGoes()
    {
        FakeVm vm(booting());
        QProcess *keeper = vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        Screen screen(vm.plan.consoles[0].socket);
        QTRY_VERIFY(screen.bytes.contains("login"));
        screen.channel.write("POWEROFF\n");
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Stopped));
        QCOMPARE(watcher.seen.back().reason, QStringLiteral("the guest shut down"));
        QTRY_VERIFY(watcher.closed && screen.closed);
        QTRY_COMPARE(keeper->state(), QProcess::NotRunning);
        QCOMPARE(keeper->exitCode(), 0);
        QVERIFY(!vm.status().vmProcess && !vm.status().keeper);
        QVERIFY(!keeperHoldsLock(vm.plan.stateDir));
        QVERIFY(QDir(vm.plan.runtimeDir).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).isEmpty());
    }

    void powerdownEndsAGuestThatListens()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("powerdown")));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Stopped));
        QCOMPARE(watcher.seen.back().reason, QStringLiteral("shut down by request"));
    }

    void aGuestThatIgnoresThePowerButtonIsRunningAgain()
    {
        QJsonObject how = booting();
        how[QStringLiteral("powerdown")] = QStringLiteral("ignore");
        FakeVm vm(how);
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("powerdown"), {{QStringLiteral("timeout_s"), 1}}));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Stopping));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Running));
        QVERIFY(watcher.seen.back().reason.contains(QStringLiteral("--force")));
        QVERIFY(ask(watcher.client, QStringLiteral("kill")));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Stopped));
        QCOMPARE(watcher.seen.back().reason, QStringLiteral("killed"));
    }

    void aKilledQemuIsACrashThatEveryClientLearns()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher one(vm), two(vm);
        QTRY_VERIFY(!one.seen.empty() && !two.seen.empty());
        QVERIFY(sendSignal(*vm.status().vmProcess, SIGKILL));
        QTRY_COMPARE_WITH_TIMEOUT(toString(one.state()), toString(VmState::Crashed), 1000);
        QTRY_COMPARE_WITH_TIMEOUT(toString(two.state()), toString(VmState::Crashed), 1000);
        QCOMPARE(one.seen.back().reason, QStringLiteral("QEMU killed by SIGKILL"));
        QCOMPARE(toString(vm.status().state), toString(VmState::Crashed));
    }

    void aKilledKeeperIsReplacedByOneThatAdopts()
    {
        FakeVm vm(booting());
        QProcess *first = vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        const VmStatus before = vm.status();
        first->kill();
        QTRY_COMPARE(first->state(), QProcess::NotRunning);
        QVERIFY(isAlive(*before.vmProcess));
        vm.startKeeper();
        QTRY_VERIFY(vm.status().keeper && vm.status().keeper != before.keeper && vm.status().state == VmState::Running);
        const VmStatus after = vm.status();
        QCOMPARE(after.bootId, before.bootId);
        QCOMPARE(after.vmProcess, before.vmProcess);
        QCOMPARE(after.phases, before.phases);
        QCOMPARE(vm.qemus().size(), size_t(1));
        Screen screen(vm.plan.consoles[0].socket);
        QTRY_VERIFY(screen.bytes.contains("login"));
        QVERIFY(screen.bytes.contains("[hydra: not recorded from "));
        screen.channel.write("hello\n");
        QTRY_VERIFY(screen.bytes.contains("echo: hello"));
        Watcher watcher(vm);
        QTRY_VERIFY(!watcher.seen.empty());
        QVERIFY(sendSignal(*after.vmProcess, SIGKILL));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Crashed));
        QVERIFY(watcher.seen.back().reason.contains(QStringLiteral("exit code unknown")));
    }

    void whatEndedWhileNoKeeperRanIsRecordedAndNeverStartedByAdoptOnly()
    {
        FakeVm vm(booting());
        QProcess *first = vm.startKeeper();
        HYDRA_RUNNING(vm);
        const VmStatus before = vm.status();
        first->kill();
        QTRY_COMPARE(first->state(), QProcess::NotRunning);
        sendSignal(*before.vmProcess, SIGKILL);
        QTRY_VERIFY(!isAlive(*before.vmProcess));
        QProcess *second = vm.startKeeper({QStringLiteral("--adopt-only")});
        QTRY_COMPARE(second->state(), QProcess::NotRunning);
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(toString(vm.status().state), toString(VmState::Crashed));
        QVERIFY(vm.status().reason.contains(QStringLiteral("no keeper")));
        QVERIFY(vm.qemus().empty());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QCOMPARE(vm.status().boot, 2);
        QVERIFY(vm.status().bootId != before.bootId);
        QVERIFY(vm.file(QStringLiteral("serial.log.1")).contains("Linux version"));
    }

    void adoptOnlyLeavesAVmThatNeverRanAlone()
    {
        FakeVm vm;
        QProcess *keeper = vm.startKeeper({QStringLiteral("--adopt-only")});
        QTRY_COMPARE(keeper->state(), QProcess::NotRunning);
        QCOMPARE(keeper->exitCode(), 0);
        QVERIFY(!QFile::exists(vm.plan.stateFile()));
    }

    void aSecondKeeperLeavesTheFirstAlone()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        const VmStatus before = vm.status();
        QProcess *second = vm.startKeeper();
        QTRY_COMPARE(second->state(), QProcess::NotRunning);
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(vm.qemus().size(), size_t(1));
        QCOMPARE(vm.status().keeper, before.keeper);
    }

    void staleSocketsAndAStaleLockHeal()
    {
        FakeVm vm(booting());
        vm.writePlan();
        QVERIFY(QDir().mkpath(vm.plan.runtimeDir));
        for (const QString &path : {vm.plan.controlSocket(), vm.plan.qmpSocket, vm.plan.consoles[0].socket,
                                    vm.plan.consoles[0].vmSocket, vm.plan.lockFile()}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        Watcher watcher(vm);
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Running));
    }

    void kvmIsLeft_data()
    {
        QTest::addColumn<QJsonObject>("behaviour");
        QTest::addColumn<QString>("reason");
        const QString words = QStringLiteral("qemu: error: failed to set MSR 0x10a\nqemu: assertion\n");
        QTest::newRow("a signal") << failing(QStringLiteral("cont"), QStringLiteral("signal"), SIGABRT, words)
                                  << QStringLiteral("killed by SIGABRT: qemu: error: failed to set MSR 0x10a");
        QTest::newRow("an exit code at start")
            << failing(QStringLiteral("start"), QStringLiteral("exit"), 1, QStringLiteral("no kvm\n"))
            << QStringLiteral("exited with code 1: no kvm");
        QTest::newRow("an internal error") << QJsonObject{{QStringLiteral("status"), QStringLiteral("internal-error")}}
                                           << QStringLiteral("internal error");
        QTest::newRow("silence") << bootingTo(QStringLiteral("a few bytes")) << QStringLiteral("silent for 1 s");
    }

    void kvmIsLeft()
    {
        QFETCH(QJsonObject, behaviour);
        QFETCH(QString, reason);
        FakeVm vm;
        vm.plan.attempts.clear();
        vm.addAttempt(QStringLiteral("kvm"), behaviour);
        vm.addAttempt(QStringLiteral("tcg"), booting());
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().phase), toString(Phase::Ready), 10000);
        const VmStatus status = vm.status();
        QCOMPARE(status.accelerator, QStringLiteral("tcg"));
        QVERIFY2(status.acceleratorReason.contains(reason), qPrintable(status.acceleratorReason));
        QVERIFY(vm.file(QStringLiteral("vm.log")).contains(reason.toUtf8()));
        QCOMPARE(vm.qemus().size(), size_t(1));
    }

    void kvmAloneFailsWithTheReason()
    {
        FakeVm vm;
        vm.plan.attempts.clear();
        vm.addAttempt(QStringLiteral("kvm"), bootingTo(QStringLiteral("x")));
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().state), toString(VmState::Crashed), 10000);
        QVERIFY(vm.status().reason.contains(QStringLiteral("kvm does not work here")));
        QVERIFY(vm.status().reason.contains(QStringLiteral("silent")));
        QVERIFY(vm.qemus().empty());
    }

    void aBusyDiskOrUserSpaceIsNoSilence()
    {
        QJsonObject busy = bootingTo(QStringLiteral("x"));
        busy[QStringLiteral("busy_disk")] = true;
        FakeVm disk(busy), idle(booting());
        disk.plan.attempts[0].accelerator = QStringLiteral("kvm");
        idle.plan.attempts[0].accelerator = QStringLiteral("kvm");
        disk.startKeeper();
        idle.startKeeper();
        HYDRA_RUNNING(disk);
        HYDRA_RUNNING(idle);
        QTest::qWait(2000);
        QCOMPARE(toString(disk.status().state), toString(VmState::Running));
        QCOMPARE(toString(idle.status().state), toString(VmState::Running));
        QCOMPARE(toString(idle.status().phase), toString(Phase::Ready));
    }

    void aQemuThatCannotStartIsACrashInItsOwnWords()
    {
        FakeVm vm(failing(QStringLiteral("start"), QStringLiteral("exit"), 1, QStringLiteral("qemu: no such disk\n")));
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Crashed));
        QCOMPARE(vm.status().reason, QStringLiteral("QEMU exited with code 1: qemu: no such disk"));
        FakeVm missing;
        missing.plan.attempts[0].command.program = QStringLiteral("/no/such/qemu");
        missing.startKeeper();
        QTRY_COMPARE(toString(missing.status().state), toString(VmState::Crashed));
        QVERIFY(missing.status().reason.contains(QStringLiteral("/no/such/qemu")));
    }

    void aResetIsANewBoot()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        const VmStatus before = vm.status();
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("restart")));
        QTRY_COMPARE(vm.status().boot, 2);
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        QVERIFY(vm.status().bootId != before.bootId);
        QCOMPARE(vm.status().vmProcess, before.vmProcess);
        QVERIFY(!ask(watcher.client, QStringLiteral("report_phase"),
                     {{QStringLiteral("phase"), QStringLiteral("cri")}, {QStringLiteral("boot_id"), before.bootId}}));
    }

    void pauseAndResumeAreStates()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("pause")));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Paused));
        QVERIFY(ask(watcher.client, QStringLiteral("resume")));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Running));
    }

    void requestsAreAnsweredOrRefusedInWords()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QVERIFY((*ask(watcher.client, QStringLiteral("state")))[QStringLiteral("vm")].isObject());
        QVERIFY((*ask(watcher.client, QStringLiteral("stats")))[QStringLiteral("rss_bytes")].toInteger() > 0);
        QVERIFY((*ask(watcher.client, QStringLiteral("forwards")))[QStringLiteral("forwards")].isArray());
        const auto status = ask(watcher.client, QStringLiteral("qmp"), {{QStringLiteral("execute"), QStringLiteral("query-status")}});
        QCOMPARE((*status)[QStringLiteral("return")][QStringLiteral("status")].toString(), QStringLiteral("running"));
        QVERIFY(!ask(watcher.client, QStringLiteral("qmp"), {{QStringLiteral("execute"), QStringLiteral("no-such-command")}}));
        QCOMPARE(ask(watcher.client, QStringLiteral("shutdown")).error().code, ErrorCode::Conflict);
        QVERIFY(!ask(watcher.client, QStringLiteral("dance")));
    }

    void hostileControlClientsHurtNobody()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QLocalSocket rude, endless;
        rude.connectToServer(vm.plan.controlSocket());
        endless.connectToServer(vm.plan.controlSocket());
        QTRY_VERIFY(rude.canReadLine());
        rude.readLine();
        for (const auto &[said, code] : {std::pair("no json\n", "-32700"), std::pair("[]\n", "-32600"),
                                         std::pair("{\"jsonrpc\":\"2.0\",\"id\":[],\"method\":\"x\"}\n", "-32600"),
                                         std::pair("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}\n", "-32601")}) {
            rude.write(said);
            QTRY_VERIFY(rude.canReadLine());
            QByteArray answer = rude.readLine();
            QVERIFY2(answer.contains(code), answer.constData());
        }
        endless.write(QByteArray(1 << 20, 'x'));
        QTRY_COMPARE(endless.state(), QLocalSocket::UnconnectedState);
        QVERIFY(ask(watcher.client, QStringLiteral("state")));
    }

    void twoConsolesShowTheSameAndEitherIsHeard()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Screen one(vm.plan.consoles[0].socket), two(vm.plan.consoles[0].socket);
        QTRY_VERIFY(one.bytes.contains("login") && two.bytes.contains("login"));
        QCOMPARE(one.boot, 1);
        one.channel.write("first\n");
        QTRY_VERIFY(two.bytes.contains("echo: first"));
        two.channel.write("second\n");
        QTRY_VERIFY(one.bytes.contains("echo: second") && two.bytes.contains("echo: second"));
        QCOMPARE(one.bytes, two.bytes);
        QCOMPARE(vm.file(QStringLiteral("serial.log")), one.bytes);
        one.channel.write("\x1b[1;1R"); // a report of who did not type last
        two.channel.write("third\x1b[2;2R\n");
        QTRY_VERIFY(one.bytes.contains("echo: third\x1b[2;2R\n"));
    }

    void nobodyLosesAByteOfAFlood_data()
    {
        QTest::addColumn<QString>("chardev");
        QTest::addColumn<int>("console");
        QTest::newRow("serial") << QStringLiteral("ser0") << 0;
        QTest::newRow("virtio") << QStringLiteral("hvc0") << 1;
    }

    void nobodyLosesAByteOfAFlood()
    {
        QFETCH(QString, chardev);
        QFETCH(int, console);
        constexpr qint64 kBytes = 8 << 20;
        FakeVm vm({{QStringLiteral("flood_kib"), kBytes >> 10}, {QStringLiteral("flood_console"), chardev},
                   {QStringLiteral("fail"), QJsonObject()}});
        // The flood waits until both are there: it starts with cont, and they come with the sockets.
        vm.plan.after = {{QStringLiteral("never"), vm.plan.runtimeDir + QStringLiteral("/d"), QStringLiteral("ssh")}};
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Waiting));
        QLocalServer dependency;
        Screen fast(vm.plan.consoles[static_cast<size_t>(console)].socket);
        QLocalSocket slow;
        slow.setReadBufferSize(4096);
        slow.connectToServer(vm.plan.consoles[static_cast<size_t>(console)].socket);
        QTRY_COMPARE(fast.boot, 0);
        QTRY_VERIFY(slow.bytesAvailable() > 0);
        QVERIFY(dependency.listen(vm.plan.after[0].controlSocket));
        VmStatus other;
        other.vm = {QStringLiteral("lab"), QStringLiteral("other")};
        other.state = VmState::Running;
        other.phases = {{Phase::Ssh, 1}};
        QTRY_VERIFY(dependency.hasPendingConnections());
        dependency.nextPendingConnection()->write(protocol::hello(QStringLiteral("0"), other));

        const QByteArray expected = floodOf(kBytes);
        QTRY_COMPARE_WITH_TIMEOUT(fast.bytes.size(), expected.size(), 20000);
        QVERIFY(fast.bytes == expected);
        QCOMPARE(vm.file(console == 0 ? QStringLiteral("serial.log") : QStringLiteral("hvc0.log")), expected);
        QByteArray late = slow.readAll();
        QVERIFY(late.size() < expected.size() / 2); // it was slow indeed
        slow.setReadBufferSize(0);
        const qsizetype header = late.indexOf('\n') + 1;
        QTRY_VERIFY_WITH_TIMEOUT((late += slow.readAll()).size() - header >= expected.size(), 20000);
        QVERIFY(late.mid(header) == expected);
    }

    void aVmWaitsForItsDependencies()
    {
        FakeVm first(booting()), second(booting());
        QTcpServer ssh;
        QVERIFY(ssh.listen(QHostAddress::LocalHost));
        first.plan.ports = {{QStringLiteral("ssh"), {}, QStringLiteral("tcp"), QStringLiteral("127.0.0.1"), ssh.serverPort(), 22}};
        first.plan.expectSsh = true;
        second.plan.after = {{QStringLiteral("first"), first.plan.controlSocket(), QStringLiteral("ssh")}};
        second.startKeeper();
        QTRY_COMPARE(toString(second.status().state), toString(VmState::Waiting));
        QCOMPARE(second.status().reason, QStringLiteral("waiting for first (ssh)"));
        first.startKeeper();
        HYDRA_RUNNING(first);
        QTest::qWait(700); // its port accepts but says nothing, as QEMU's forward does
        QVERIFY(!holds(Condition::Ssh, first.status()));
        QCOMPARE(toString(second.status().state), toString(VmState::Waiting));
        QVERIFY(second.qemus().empty());
        const auto greet = [&ssh] {
            while (QTcpSocket *socket = ssh.nextPendingConnection())
                socket->write("SSH-2.0-test\r\n");
        };
        connect(&ssh, &QTcpServer::newConnection, this, greet);
        greet();
        QTRY_COMPARE_WITH_TIMEOUT(toString(first.status().phase), toString(Phase::Ready), 5000);
        HYDRA_RUNNING(second);
    }

    void aWaitingVmCanBeStopped()
    {
        FakeVm vm(booting());
        vm.plan.after = {{QStringLiteral("never"), vm.plan.runtimeDir + QStringLiteral("/no"), QStringLiteral("ssh")}};
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Waiting));
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("powerdown")));
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Stopped));
    }

    void containerdAnswersInHttp2AndAClientReportsCri()
    {
        FakeVm vm(booting());
        QTcpServer containerd;
        QVERIFY(containerd.listen(QHostAddress::LocalHost));
        connect(&containerd, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = containerd.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                if (socket->peek(1024).contains("PRI * HTTP/2.0"))
                    socket->write(QByteArray("\0\0\0\4\0\0\0\0\0", 9));
            });
        });
        vm.plan.ports = {{QStringLiteral("containerd"), {}, QStringLiteral("tcp"), QStringLiteral("127.0.0.1"),
                          containerd.serverPort(), 35000}};
        vm.plan.expectContainerd = true;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().phase), toString(Phase::Containerd), 5000);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("report_phase"),
                    {{QStringLiteral("phase"), QStringLiteral("cri")}, {QStringLiteral("boot_id"), vm.status().bootId}}));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
    }

    void cloudInitTellsItsStages()
    {
        FakeVm vm(booting());
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        vm.plan.webhookPort = free.serverPort();
        free.close();
        vm.plan.webhookToken = QStringLiteral("secret");
        vm.plan.expectCloudInit = true;
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        const auto post = [&vm](const QByteArray &path, const QByteArray &body) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, vm.plan.webhookPort);
            socket.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size())
                         + "\r\n\r\n" + body);
            QByteArray answer;
            [&] { QTRY_VERIFY((answer += socket.readAll()).contains("\r\n\r\n")); }();
            return answer.mid(9, 3);
        };
        const QByteArray done = "{\"name\": \"modules-final\", \"event_type\": \"finish\", \"result\": \"SUCCESS\"}";
        QCOMPARE(post("/wrong", done), QByteArray("404"));
        QCOMPARE(post("/secret", "rubbish"), QByteArray("400"));
        QVERIFY(!vm.status().cloudInitDone);
        QCOMPARE(post("/secret", "{\"name\": \"modules-config/config-x\", \"event_type\": \"finish\","
                                 " \"result\": \"FAIL\", \"description\": \"oh no\"}"), QByteArray("200"));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::CloudInit));
        QVERIFY(vm.status().warnings.back().contains(QStringLiteral("oh no")));
        QCOMPARE(post("/secret", done), QByteArray("200"));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        QVERIFY(vm.status().cloudInitDone);
    }

    void launchingReturnsWhenTheKeeperAnswersAndTwiceIsOnce()
    {
        FakeVm vm(booting());
        vm.writePlan();
        const QString program = QStringLiteral(HYDRA_BIN_DIR "/hydra-keeper");
        const Result<void> launched = launchKeeper(vm.plan, program, false);
        QVERIFY2(launched, launched ? "" : qPrintable(formatError(launched.error())));
        QVERIFY(keeperHoldsLock(vm.plan.stateDir));
        Watcher watcher(vm);
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Running));
        QVERIFY(launchKeeper(vm.plan, program, false));
        QCOMPARE(vm.qemus().size(), size_t(1));
        QVERIFY(ask(watcher.client, QStringLiteral("kill")));
        QTRY_VERIFY(watcher.closed);
        QVERIFY(launchKeeper(vm.plan, program, true)); // nothing to adopt
    }

    void launchingAVmThatCannotStartSaysWhyOrShowsIt()
    {
        FakeVm vm(failing(QStringLiteral("start"), QStringLiteral("exit"), 1, QStringLiteral("no disk\n")));
        vm.writePlan();
        const Result<void> launched = launchKeeper(vm.plan, QStringLiteral(HYDRA_BIN_DIR "/hydra-keeper"), false);
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Crashed));
        QVERIFY(launched || launched.error().what.contains(QStringLiteral("no disk")));
        QVERIFY(!launchKeeper(vm.plan, QStringLiteral("/no/such/keeper"), false));
    }

    void everyMomentIsAGoodOneToKillTheKeeper()
    {
        FakeVm vm(booting());
        for (int ms : {0, 5, 10, 15, 20, 30, 40, 60, 90}) {
            QProcess *keeper = vm.startKeeper();
            QTest::qWait(ms);
            keeper->kill();
            QTRY_COMPARE(keeper->state(), QProcess::NotRunning);
            QVERIFY(vm.qemus().size() <= 1);
        }
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QCOMPARE(vm.qemus().size(), size_t(1));
        QCOMPARE(vm.qemus()[0], vm.status().vmProcess->pid);
    }

    void twentyStartTogether()
    {
        std::vector<std::unique_ptr<FakeVm>> vms;
        for (int i = 0; i < 20; ++i)
            vms.push_back(std::make_unique<FakeVm>(booting()));
        QElapsedTimer timer;
        timer.start();
        for (const auto &vm : vms)
            vm->startKeeper();
        for (const auto &vm : vms)
            QTRY_COMPARE_WITH_TIMEOUT(toString(vm->status().phase), toString(Phase::Ready), 20000);
        qInfo("20 VMs ready in %lld ms", timer.elapsed());
    }
};

HYDRA_TEST_MAIN(TestKeeper)
#include "test_keeper.moc"
