// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/launch.h"
#include "core/process/process_id.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

class TestKeeper : public QObject
{
    Q_OBJECT

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
        for (const char *name :
             {"state.json", "vm.log", "serial.log", "hvc0.log", "lock", "qemu.log"}) {
            const QFileInfo info(vm.plan.stateDir + u'/' + QLatin1String(name));
            QVERIFY2(info.exists(), name);
            QVERIFY2(!info.permission(QFileDevice::ReadGroup) &&
                         !info.permission(QFileDevice::ReadOther),
                     name);
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
        QVERIFY(QDir(vm.plan.runtimeDir)
                    .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                    .isEmpty());
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
        QVERIFY(
            ask(watcher.client, QStringLiteral("powerdown"), {{QStringLiteral("timeout_s"), 1}}));
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
        QTRY_VERIFY(vm.status().keeper && vm.status().keeper != before.keeper &&
                    vm.status().state == VmState::Running);
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
        QTRY_VERIFY(vm.file(QStringLiteral("serial.log")).contains("Linux version"));
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
        for (const QString &path :
             {vm.plan.controlSocket(), vm.plan.qmpSocket, vm.plan.consoles[0].socket,
              vm.plan.consoles[0].vmSocket, vm.plan.lockFile()}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        Watcher watcher(vm);
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Running));
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

    void aQemuThatCannotStartIsACrashInItsOwnWords()
    {
        FakeVm vm(failing(QStringLiteral("start"), QStringLiteral("exit"), 1,
                          QStringLiteral("qemu: no such disk\n")));
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
                     {{QStringLiteral("phase"), QStringLiteral("cri")},
                      {QStringLiteral("boot_id"), before.bootId}}));
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
};

HYDRA_TEST_MAIN(TestKeeper)
#include "test_keeper.moc"
