// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/launch.h"
#include "keeper_fixture.h"
#include "test_main.h"
#include "vm/conditions.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

class TestKeeperStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
