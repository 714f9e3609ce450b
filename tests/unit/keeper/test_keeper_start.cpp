// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/launch.h"
#include "core/vm/conditions.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

const QString panic = QStringLiteral("Linux version 6.12\n"
                                     "Kernel panic - not syncing: Fatal exception in interrupt\n");

/// A containerd behind a port that accepts connections whether it runs or not.
struct Containerd {
    QTcpServer server;
    QList<QPointer<QTcpSocket>> sockets;
    bool answers = true;

    bool start(std::uint16_t port)
    {
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            QTcpSocket *socket = server.nextPendingConnection();
            if (!answers)
                return socket->abort();
            sockets << socket;
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                if (socket->readAll().contains("PRI * HTTP/2.0"))
                    socket->write(QByteArray("\0\0\0\4\0\0\0\0\0", 9));
            });
        });
        return server.listen(QHostAddress::LocalHost, port);
    }
    void stop()
    {
        answers = false;
        for (const QPointer<QTcpSocket> &socket : std::exchange(sockets, {})) {
            if (socket)
                socket->abort();
        }
    }
    [[nodiscard]] int open() const
    {
        int count = 0;
        for (const QPointer<QTcpSocket> &socket : sockets)
            count += socket && socket->state() == QAbstractSocket::ConnectedState ? 1 : 0;
        return count;
    }
};

} // namespace

class TestKeeperStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kvmIsLeft_data()
    {
        QTest::addColumn<QJsonObject>("behaviour");
        QTest::addColumn<QString>("reason");
        const QString words =
            QStringLiteral("qemu: error: failed to set MSR 0x10a\nqemu: assertion\n");
        QTest::newRow("a signal") << failing(QStringLiteral("cont"), QStringLiteral("signal"),
                                             SIGABRT, words)
                                  << QStringLiteral(
                                         "killed by SIGABRT: qemu: error: failed to set MSR 0x10a");
        QTest::newRow("an exit code at start")
            << failing(QStringLiteral("start"), QStringLiteral("exit"), 1,
                       QStringLiteral("no kvm\n"))
            << QStringLiteral("exited with code 1: no kvm");
        QTest::newRow("an internal error")
            << QJsonObject{{QStringLiteral("status"), QStringLiteral("internal-error")}}
            << QStringLiteral("internal error");
        QTest::newRow("silence") << bootingTo(QStringLiteral("a few bytes"))
                                 << QStringLiteral("silent for 1 s");
        QTest::newRow("a panic") << bootingTo(panic)
                                 << QStringLiteral("the guest's kernel panicked");
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

    // An emulated kernel's panic may be a race.
    void aPanicWithoutAccelerationIsTriedOnceMore()
    {
        FakeVm vm(bootingTo(panic));
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().state), toString(VmState::Crashed), 10000);
        QCOMPARE(vm.status().reason, QStringLiteral("the guest's kernel panicked"));
        QCOMPARE(vm.status().boot, 2);
        QVERIFY(vm.file(QStringLiteral("vm.log")).contains("it is started once more: "));
        QVERIFY(vm.qemus().empty());
    }

    // Somebody may want to look at it.
    void aPanicAfterUserSpaceIsOnlyTold()
    {
        QJsonObject behaviour = booting();
        QJsonArray steps = behaviour[QStringLiteral("boot")].toArray();
        steps.append(QJsonObject{{QStringLiteral("ms"), 300}, {QStringLiteral("text"), panic}});
        behaviour[QStringLiteral("boot")] = steps;
        FakeVm vm(behaviour);
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QTRY_VERIFY(vm.file(QStringLiteral("vm.log")).contains("the guest's kernel panicked"));
        QTest::qWait(300); // it would be ended by then
        QCOMPARE(toString(vm.status().state), toString(VmState::Running));
        QCOMPARE(vm.status().boot, 1);
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

    void aVmWaitsForItsDependencies()
    {
        FakeVm first(booting()), second(booting());
        QTcpServer ssh;
        QVERIFY(ssh.listen(QHostAddress::LocalHost));
        first.plan.ports = {{QStringLiteral("ssh"),
                             {},
                             QStringLiteral("tcp"),
                             QStringLiteral("127.0.0.1"),
                             ssh.serverPort(),
                             22}};
        first.plan.expectSsh = true;
        second.plan.after = {
            {QStringLiteral("first"), first.plan.controlSocket(), QStringLiteral("ssh")}};
        second.startKeeper();
        QTRY_COMPARE(toString(second.status().state), toString(VmState::Waiting));
        QCOMPARE(second.status().reason, QStringLiteral("waiting for first (ssh)"));
        first.startKeeper();
        HYDRA_RUNNING(first);
        QTest::qWait(700); // its port accepts connections but sends nothing, like QEMU's forward
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
        vm.plan.after = {{QStringLiteral("never"), vm.plan.runtimeDir + QStringLiteral("/no"),
                          QStringLiteral("ssh")}};
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
        vm.plan.ports = {{QStringLiteral("containerd"),
                          {},
                          QStringLiteral("tcp"),
                          QStringLiteral("127.0.0.1"),
                          containerd.serverPort(),
                          35000}};
        vm.plan.expectContainerd = true;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().phase), toString(Phase::Containerd), 5000);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("report_phase"),
                    {{QStringLiteral("phase"), QStringLiteral("cri")},
                     {QStringLiteral("boot_id"), vm.status().bootId}}));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
    }

    void aContainerdThatStopsIsNoticedAndSoIsItsReturn()
    {
        FakeVm vm(booting());
        Containerd containerd;
        QVERIFY(containerd.start(0));
        const std::uint16_t port = containerd.server.serverPort();
        vm.plan.ports = {{QStringLiteral("containerd"),
                          {},
                          QStringLiteral("tcp"),
                          QStringLiteral("127.0.0.1"),
                          port,
                          35000}};
        vm.plan.expectContainerd = true;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().phase), toString(Phase::Containerd), 5000);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("report_phase"),
                    {{QStringLiteral("phase"), QStringLiteral("cri")},
                     {QStringLiteral("boot_id"), vm.status().bootId}}));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        QTRY_VERIFY(containerd.open() > 0); // it is held

        containerd.stop(); // the port still accepts connections, as QEMU's forward does
        QTRY_VERIFY_WITH_TIMEOUT(vm.status().runtimeLostAtMs, 10000);
        QVERIFY(vm.status().phase < Phase::Containerd);
        QVERIFY2(vm.status().reason.contains(QStringLiteral("containerd")),
                 qPrintable(vm.status().reason));
        QVERIFY(!holds(Condition::Cri, vm.status()) && !holds(Condition::Containerd, vm.status()));

        containerd.answers = true;
        QTRY_VERIFY_WITH_TIMEOUT(!vm.status().runtimeLostAtMs, 10000);
        QCOMPARE(toString(vm.status().phase), toString(Phase::Ready));
        QVERIFY(vm.status().reason.isEmpty() && holds(Condition::Cri, vm.status()));
        QVERIFY(vm.file(QStringLiteral("vm.log")).contains("containerd does not answer any more"));

        QVERIFY(ask(watcher.client, QStringLiteral("pause")));
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Paused));
        containerd.stop();
        QTest::qWait(1500); // a guest that stands still is not asked
        QVERIFY(!vm.status().runtimeLostAtMs);
        QVERIFY(ask(watcher.client, QStringLiteral("resume")));
        QTRY_VERIFY_WITH_TIMEOUT(vm.status().runtimeLostAtMs, 10000);
        QVERIFY(ask(watcher.client, QStringLiteral("restart")));
        QTRY_VERIFY(!vm.status().runtimeLostAtMs && vm.status().reason.isEmpty());
    }

    void theHelpersOfTwoAttemptsNeverRunSideBySide()
    {
        FakeVm vm;
        vm.plan.attempts.clear();
        vm.addAttempt(QStringLiteral("kvm"),
                      failing(QStringLiteral("cont"), QStringLiteral("exit"), 1));
        vm.addAttempt(QStringLiteral("tcg"), booting());
        PlannedHelper helper;
        helper.role = QStringLiteral("virtiofsd");
        helper.socket = vm.plan.runtimeDir + QStringLiteral("/f");
        helper.command.program = QStringLiteral("/bin/sh");
        helper.command.args = {
            QStringLiteral("-c"),
            QStringLiteral("echo begin >>\"$2\"; trap 'sleep 0.4; echo end >>\"$2\"; exit 0' TERM; "
                           ": >\"$1\"; while :; do sleep 0.02; done"),
            QStringLiteral("sh"), helper.socket, vm.plan.stateDir + QStringLiteral("/order")};
        helper.command.outputFile = vm.plan.stateDir + QStringLiteral("/helper.log");
        vm.plan.helpers = {helper};
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QTRY_COMPARE(vm.status().accelerator, QStringLiteral("tcg"));
        QTRY_COMPARE(vm.file(QStringLiteral("order")), QByteArray("begin\nend\nbegin\n"));
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("kill")));
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Stopped));
        QTRY_COMPARE(vm.file(QStringLiteral("order")), QByteArray("begin\nend\nbegin\nend\n"));
    }

    void launchingReturnsWhenTheKeeperAnswersAndTwiceIsOnce()
    {
        FakeVm vm(booting());
        vm.writePlan();
        const QString program = programPath("hydra-keeper");
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
        FakeVm vm(failing(QStringLiteral("start"), QStringLiteral("exit"), 1,
                          QStringLiteral("no disk\n")));
        vm.writePlan();
        const Result<void> launched = launchKeeper(vm.plan, programPath("hydra-keeper"), false);
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Crashed));
        QVERIFY(launched || launched.error().what.contains(QStringLiteral("no disk")));
        QVERIFY(!launchKeeper(vm.plan, QStringLiteral("/no/such/keeper"), false));
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

HYDRA_TEST_MAIN(TestKeeperStart)
#include "test_keeper_start.moc"
