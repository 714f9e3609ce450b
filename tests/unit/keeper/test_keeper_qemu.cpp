// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/find_program.h"
#include "core/process/process_id.h"
#include "core/process/run.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace hydra;
using namespace hydra::test;

/// The keeper with a real QEMU whose machine has no disk: its firmware is the only guest.
class TestKeeperQemu : public QObject
{
    Q_OBJECT

    static void useQemu(FakeVm &vm, const QString &program)
    {
        const auto socket = [](const QString &id, const QString &path) {
            return QStringLiteral("socket,id=%1,path=%2,server=on,wait=off").arg(id, path);
        };
        LaunchAttempt &attempt = vm.plan.attempts[0];
        attempt.command.program = program;
        attempt.command.args = {
            QStringLiteral("-nodefaults"),
            QStringLiteral("-display"),
            QStringLiteral("none"),
            QStringLiteral("-S"),
            QStringLiteral("-machine"),
            QStringLiteral("pc"),
            QStringLiteral("-accel"),
            QStringLiteral("tcg"),
            QStringLiteral("-m"),
            QStringLiteral("64"),
            QStringLiteral("-chardev"),
            socket(QStringLiteral("qmp"), vm.plan.qmpSocket),
            QStringLiteral("-mon"),
            QStringLiteral("chardev=qmp,mode=control"),
            QStringLiteral("-chardev"),
            socket(QStringLiteral("ser0"), vm.plan.consoles[0].vmSocket),
            QStringLiteral("-serial"),
            QStringLiteral("chardev:ser0"),
            QStringLiteral("-device"),
            QStringLiteral("virtio-serial-pci,id=vser0"),
            QStringLiteral("-chardev"),
            socket(QStringLiteral("hvc0"), vm.plan.consoles[1].vmSocket) +
                QStringLiteral(",logfile=%1,logappend=on").arg(vm.plan.consoles[1].transcript),
            QStringLiteral("-device"),
            QStringLiteral("virtconsole,bus=vser0.0,chardev=hvc0")};
    }

private Q_SLOTS:
    void aRealQemuIsStartedPausedAdoptedResetAndKilled()
    {
        const Result<QString> qemu = findProgram(QStringLiteral("qemu-system-x86_64"));
        if (!qemu)
            QSKIP("no qemu-system-x86_64 here");
        FakeVm vm;
        useQemu(vm, *qemu);
        QProcess *first = vm.startKeeper();
        HYDRA_RUNNING(vm);
        const VmStatus before = vm.status();
        first->kill();
        QTRY_COMPARE(first->state(), QProcess::NotRunning);
        QProcess *second = vm.startKeeper();
        QTRY_VERIFY(vm.status().keeper && vm.status().keeper != before.keeper);
        QCOMPARE(vm.status().vmProcess, before.vmProcess);
        Watcher watcher(vm);
        QTRY_VERIFY(!watcher.seen.empty());
        QTRY_VERIFY(ask(watcher.client, QStringLiteral("pause"))); // once QMP is connected
        QTRY_COMPARE(toString(watcher.state()), QStringLiteral("paused"));
        QVERIFY(ask(watcher.client, QStringLiteral("resume")));
        QTRY_COMPARE(toString(watcher.state()), QStringLiteral("running"));
        QVERIFY(ask(watcher.client, QStringLiteral("restart")));
        QTRY_VERIFY(vm.status().boot > before.boot); // SeaBIOS may reset the machine again
        QVERIFY(ask(watcher.client, QStringLiteral("stats")));
        QVERIFY(ask(watcher.client, QStringLiteral("kill")));
        QTRY_COMPARE(toString(watcher.state()), QStringLiteral("stopped"));
        QTRY_COMPARE(second->state(), QProcess::NotRunning);
        QVERIFY(!isAlive(*before.vmProcess));
    }
};

HYDRA_TEST_MAIN(TestKeeperQemu)
#include "test_keeper_qemu.moc"
