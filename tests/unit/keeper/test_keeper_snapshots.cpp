// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/restore_intent.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonArray>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

const QString tag = QStringLiteral("hydra-a");

QJsonObject with(QJsonObject behaviour, const char *key, const QJsonValue &value)
{
    behaviour[QLatin1String(key)] = value;
    return behaviour;
}

QJsonObject having(qint64 memory)
{
    return with(booting(), "snapshots",
                QJsonObject{{QStringLiteral("disk0"), QJsonObject{{tag, memory}}}});
}

/// A VM with one disk.
struct DiskVm : FakeVm {
    explicit DiskVm(const QJsonObject &behaviour = booting()) : FakeVm(behaviour)
    {
        plan.attempts[0] = withDisk(plan.attempts[0]);
    }

    static LaunchAttempt withDisk(LaunchAttempt attempt)
    {
        attempt.command.args << QStringLiteral("-blockdev")
                             << QStringLiteral("driver=qcow2,node-name=disk0,file.driver=file,file."
                                               "filename=/nowhere/disk.qcow2");
        return attempt;
    }
    void intend() const
    {
        writePlan(); // creates the directory
        if (!writeRestoreIntent(plan.stateDir, {QStringLiteral("a"), tag, true}))
            qFatal("cannot write the intent");
    }
    void loadAtStart(bool hold = false)
    {
        plan.load = PlannedLoad{QStringLiteral("a"), tag, {QStringLiteral("disk0")}, hold};
        intend();
    }
};

Result<QJsonObject> snapshot(Watcher &watcher, const char *action)
{
    return ask(watcher.client, QStringLiteral("snapshot"),
               {{QStringLiteral("action"), QLatin1String(action)},
                {QStringLiteral("tag"), tag},
                {QStringLiteral("nodes"), QJsonArray{QStringLiteral("disk0")}}});
}

QJsonValue qemu(Watcher &watcher, const char *command)
{
    const auto reply = ask(watcher.client, QStringLiteral("qmp"),
                           {{QStringLiteral("execute"), QLatin1String(command)}});
    return reply ? (*reply)[QStringLiteral("return")] : QJsonValue();
}

QJsonArray tags(Watcher &watcher)
{
    return qemu(watcher, "query-block")[0][QStringLiteral("inserted")][QStringLiteral("image")]
                                       [QStringLiteral("snapshots")]
                                           .toArray();
}

void killKeeper(const DiskVm &vm)
{
    const auto keeper = vm.status().keeper;
    if (!keeper || !sendSignal(*keeper, SIGKILL))
        qFatal("there is no keeper");
    while (isAlive(*keeper))
        QTest::qSleep(5);
}

} // namespace

class TestKeeperSnapshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSavedMemoryLeavesNoJobBehind()
    {
        DiskVm vm;
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QVERIFY(snapshot(watcher, "save"));
        QCOMPARE(tags(watcher).size(), 1);
        QVERIFY(tags(watcher)[0][QStringLiteral("vm-state-size")].toInteger() > 0);
        QVERIFY(qemu(watcher, "query-jobs").toArray().isEmpty());
        const auto again = snapshot(watcher, "save");
        QVERIFY(!again);
        QVERIFY2(again.error().what.contains(QStringLiteral("already exists")),
                 qPrintable(again.error().what));
        QVERIFY(snapshot(watcher, "delete"));
        QVERIFY(tags(watcher).isEmpty());
        QVERIFY(qemu(watcher, "query-jobs").toArray().isEmpty());
    }

    void disksAreKeptAtOneMomentWithoutAnAgent()
    {
        DiskVm vm;
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        const auto kept = snapshot(watcher, "disks");
        QVERIFY(kept);
        QVERIFY(!(*kept)[QStringLiteral("frozen")].toBool());
        QCOMPARE(tags(watcher)[0][QStringLiteral("vm-state-size")].toInt(-1), 0);
        QVERIFY(!QFile::exists(vm.plan.stateDir + QStringLiteral("/frozen")));
    }

    void anotherSnapshotIsRefusedMeanwhile()
    {
        DiskVm vm(with(booting(), "job_ms", 1500));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher first(vm), second(vm);
        std::optional<Result<QJsonObject>> saved;
        first.client.request(QStringLiteral("snapshot"),
                             {{QStringLiteral("action"), QStringLiteral("save")},
                              {QStringLiteral("tag"), tag},
                              {QStringLiteral("nodes"), QJsonArray{QStringLiteral("disk0")}}},
                             [&saved](Result<QJsonObject> result) { saved = std::move(result); });
        QTRY_VERIFY(!qemu(second, "query-jobs").toArray().isEmpty());
        const auto refused = snapshot(second, "save");
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        QVERIFY(snapshot(second, "settle"));
        QTRY_VERIFY(saved);
        QVERIFY(*saved);
    }

    void aMemoryLoadedInPlaceConfirmsTheRestore()
    {
        DiskVm vm(having(4096));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        Watcher watcher(vm);
        QVERIFY(snapshot(watcher, "load"));
        QVERIFY(!readRestoreIntent(vm.plan.stateDir));
        QVERIFY(readRestored(vm.plan.stateDir));
        QVERIFY(
            vm.file(QStringLiteral("vm.log")).contains("the memory of a snapshot was restored"));
        QCOMPARE(toString(vm.status().state), toString(VmState::Running));
    }

    void anUnknownTagLeavesTheGuestRunning()
    {
        DiskVm vm;
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        Watcher watcher(vm);
        const auto loaded = snapshot(watcher, "load");
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().what.contains(QStringLiteral("does not exist")),
                 qPrintable(loaded.error().what));
        QTRY_COMPARE(qemu(watcher, "query-status")[QStringLiteral("status")].toString(),
                     QStringLiteral("running"));
        QVERIFY(!readRestoreIntent(vm.plan.stateDir));
        QVERIFY(!readRestored(vm.plan.stateDir));
    }

    void aSnapshotWithoutMemoryLeavesTheGuestRunning()
    {
        DiskVm vm(having(0));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        Watcher watcher(vm);
        const auto loaded = snapshot(watcher, "load");
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().what.contains(QStringLiteral("no memory")),
                 qPrintable(loaded.error().what));
        QVERIFY(!readRestoreIntent(vm.plan.stateDir));
        QCOMPARE(toString(vm.status().state), toString(VmState::Running));
    }

    void aLoadThatQemuDoesNotBeginLeavesTheGuestRunning()
    {
        DiskVm vm(
            with(having(4096), "command_error",
                 QJsonObject{{QStringLiteral("snapshot-load"), QStringLiteral("not today")}}));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        Watcher watcher(vm);
        QVERIFY(!snapshot(watcher, "load"));
        QVERIFY(!readRestoreIntent(vm.plan.stateDir));
        QCOMPARE(toString(vm.status().state), toString(VmState::Running));
    }

    void aGuestWhoseDisksMayBeAnotherTimesIsEndedWhateverQemuSays_data()
    {
        QTest::addColumn<QString>("said");
        QTest::newRow("a code") << QStringLiteral("Error -22 while loading VM state");
        QTest::newRow("other words") << QStringLiteral("the device does not support its state");
    }

    void aGuestWhoseDisksMayBeAnotherTimesIsEndedWhateverQemuSays()
    {
        QFETCH(QString, said);
        DiskVm vm(
            with(having(4096), "job_error", QJsonObject{{QStringLiteral("snapshot-load"), said}}));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        Watcher watcher(vm);
        QVERIFY(!snapshot(watcher, "load"));
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Crashed));
        QVERIFY2(vm.status().reason.contains(said), qPrintable(vm.status().reason));
        QVERIFY(readRestoreIntent(vm.plan.stateDir)); // the next start will try to finish it
    }

    void aVmBeginsWithAKeptMemory()
    {
        DiskVm vm(having(4096));
        vm.loadAtStart();
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QVERIFY(readRestored(vm.plan.stateDir));
        QVERIFY(vm.file(QStringLiteral("vm.log")).contains("restores the memory of snapshot 'a'"));
        Watcher watcher(vm);
        QVERIFY(qemu(watcher, "query-jobs").toArray().isEmpty());
        QCOMPARE(qemu(watcher, "query-status")[QStringLiteral("status")].toString(),
                 QStringLiteral("running"));
    }

    void aHeldVmWaitsForItsResume()
    {
        DiskVm vm(having(4096));
        vm.loadAtStart(true);
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Paused));
        QVERIFY(vm.status().reason.contains(QStringLiteral("resume")));
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("resume")));
        HYDRA_RUNNING(vm);
    }

    void aMemoryThatCannotBeLoadedIsNoColdStart()
    {
        DiskVm vm(with(booting(), "snapshots", QJsonObject()));
        vm.plan.attempts[0].accelerator = QStringLiteral("kvm");
        vm.addAttempt(QStringLiteral("tcg"), booting());
        vm.loadAtStart();
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Crashed));
        QVERIFY2(vm.status().reason.contains(QStringLiteral("snapshot 'a' could not be restored")),
                 qPrintable(vm.status().reason));
        QVERIFY2(vm.status().reason.contains(QStringLiteral("does not exist")),
                 qPrintable(vm.status().reason));
        QVERIFY(readRestoreIntent(vm.plan.stateDir));
        QVERIFY(vm.qemus().empty());
    }

    void withoutAnUnfinishedRestoreTheStartIsCold()
    {
        DiskVm vm(booting());
        vm.loadAtStart();
        dropRestoreIntent(vm.plan.stateDir);
        vm.startKeeper();
        HYDRA_RUNNING(vm);
    }

    void theNextKeeperFollowsTheLoadOfAStart()
    {
        DiskVm vm(with(having(4096), "job_ms", 2000));
        vm.loadAtStart();
        vm.startKeeper();
        QTRY_VERIFY(vm.file(QStringLiteral("vm.log")).contains("restores the memory"));
        QTest::qWait(300);
        killKeeper(vm);
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QVERIFY(readRestored(vm.plan.stateDir));
        QCOMPARE(vm.qemus().size(), size_t(1));
    }

    void theNextKeeperFollowsALoadInPlace()
    {
        DiskVm vm(with(having(4096), "job_ms", 2000));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        {
            Watcher watcher(vm);
            watcher.client.request(QStringLiteral("snapshot"),
                                   {{QStringLiteral("action"), QStringLiteral("load")},
                                    {QStringLiteral("tag"), tag},
                                    {QStringLiteral("nodes"), QJsonArray{QStringLiteral("disk0")}}},
                                   [](const Result<QJsonObject> &) {});
            QTRY_VERIFY(!qemu(watcher, "query-jobs").toArray().isEmpty());
            killKeeper(vm);
        }
        vm.startKeeper();
        QTRY_VERIFY(readRestored(vm.plan.stateDir));
        Watcher watcher(vm);
        QVERIFY(snapshot(watcher, "settle"));
        QVERIFY(qemu(watcher, "query-jobs").toArray().isEmpty());
    }

    void aRestoreThatNeverBeganIsDropped()
    {
        DiskVm vm(having(4096));
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        vm.intend();
        Watcher watcher(vm);
        QVERIFY(snapshot(watcher, "settle"));
        QVERIFY(!readRestoreIntent(vm.plan.stateDir));
        QVERIFY(!readRestored(vm.plan.stateDir));
    }
};

HYDRA_TEST_MAIN(TestKeeperSnapshots)
#include "test_keeper_snapshots.moc"
