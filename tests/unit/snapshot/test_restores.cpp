// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/finish_restore.h"
#include "core/disk/snapshot_disks.h"
#include "core/vm/plan_input.h"
#include "core/vm/restore_intent.h"
#include "tests/support/test_main.h"
#include "tests/unit/snapshot/sample_snapshot.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace hydra;
using namespace hydra::test;

namespace {

LaunchAttempt attempt(const QString &memory, const QString &extra = {})
{
    LaunchAttempt made;
    made.accelerator = QStringLiteral("tcg");
    made.command.args =
        QStringLiteral(
            "-name guest=lab/vm -machine q35 -cpu max -smp 2 -m %1 "
            "-blockdev "
            "driver=qcow2,node-name=disk0,file.driver=file,file.filename=/s/a,,b/disk.qcow2 "
            "-device virtio-blk-pci,id=disk0-dev,drive=disk0,bootindex=0 "
            "-blockdev "
            "driver=qcow2,node-name=data0,file.driver=file,file.filename=/s/disk-cache.qcow2 "
            "-blockdev driver=raw,node-name=seed,file.driver=file,file.filename=/s/seed.iso "
            "-device virtio-net-pci,id=nic0,netdev=net0,mac=52:54:00:00:00:01%2")
            .arg(memory, extra)
            .split(u' ');
    return made;
}

HostFacts host()
{
    HostFacts facts;
    facts.qemu.version = QStringLiteral("7.2.22");
    return facts;
}

LaunchPlan planIn(const QString &stateDir)
{
    LaunchPlan plan;
    plan.vm = {QStringLiteral("lab"), QStringLiteral("vm")};
    plan.stateDir = stateDir;
    plan.attempts = {attempt(QStringLiteral("2048M")), attempt(QStringLiteral("2048M"))};
    plan.attempts[0].accelerator = QStringLiteral("kvm");
    plan.after = {{QStringLiteral("other"), QStringLiteral("/c"), QStringLiteral("ssh")}};
    return plan;
}

// Records a snapshot with memory, and an unfinished restore of it.
void keepMemory(const QString &stateDir, const LaunchAttempt &of)
{
    Snapshot kept = snapshot(QStringLiteral("warm"));
    kept.memory = true;
    kept.machine = machineOf(of, QStringLiteral("7.2.22"));
    SnapshotRecord record;
    record.snapshots = {kept};
    if (!writeSnapshotRecord(stateDir, record) ||
        !writeRestoreIntent(stateDir, {kept.name, kept.tag(), true}))
        qFatal("cannot write");
}

// What a start does of a restore that was begun.
Result<void> continueWith(LaunchPlan &plan, const HostFacts &host, bool hold)
{
    const auto restore = pendingRestore(plan.stateDir);
    if (!restore)
        return fail(restore.error());
    if (*restore) {
        if (auto planned = planRestore(plan, **restore, host.qemu.version, hold); !planned)
            return planned;
    }
    return finishRestore(plan, *restore, host.programs.qemuImg);
}

} // namespace

/// Machines and disks that a snapshot fits, and restores that were begun.
class TestRestores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void disksAreReadFromQemusArguments()
    {
        const auto disks = disksOf(attempt(QStringLiteral("2048M")).command.args);
        QCOMPARE(disks.size(), size_t(2));
        QCOMPARE(disks[0].node, QStringLiteral("disk0"));
        QCOMPARE(disks[0].path, QStringLiteral("/s/a,b/disk.qcow2"));
        QCOMPARE(disks[1].file(), QStringLiteral("disk-cache.qcow2"));
    }

    void aMachineThatDiffersIsToldInWords()
    {
        const Traits was = machineOf(attempt(QStringLiteral("2048M")), QStringLiteral("7.2.22"));
        QVERIFY(differences(was, was).isEmpty());
        LaunchAttempt other = attempt(QStringLiteral("2048M"));
        other.command.args.replaceInStrings(QStringLiteral("52:54:00:00:00:01"),
                                            QStringLiteral("52:54:00:00:00:02"));
        QVERIFY(differences(was, machineOf(other, QStringLiteral("7.2.22"))).isEmpty());
        QCOMPARE(
            differences(was, machineOf(attempt(QStringLiteral("1024M")), QStringLiteral("10.0.2"))),
            QStringList({QStringLiteral("made with QEMU 7.2.22, here is 10.0.2"),
                         QStringLiteral("memory: was 2 GiB, now 1 GiB")}));
        QCOMPARE(differences(was, machineOf(attempt(QStringLiteral("2048M"),
                                                    QStringLiteral(" -device edu")),
                                            QStringLiteral("7.2.22"))),
                 QStringList{QStringLiteral("device: now has edu")});
    }

    void qemuAndQemuImgTellOfADiskInTheSameWay()
    {
        const QJsonObject image = QJsonDocument::fromJson(R"({"actual-size": 1048576, "snapshots": [
            {"id": "1", "name": "hydra-a", "vm-state-size": 4096}, {"id": "2", "name": "hydra-b", "vm-state-size": 0}]})")
                                      .object();
        const DiskState state = diskState(image);
        QCOMPARE(state.tags(), QStringList({QStringLiteral("hydra-a"), QStringLiteral("hydra-b")}));
        QCOMPARE(state.snapshots.at(QStringLiteral("hydra-a")), MemorySize::kib(4));
        QCOMPARE(state.actualSize, MemorySize::mib(1));
        const QJsonArray blocks{
            QJsonObject{{QStringLiteral("inserted"),
                         QJsonObject{{QStringLiteral("node-name"), QStringLiteral("data0")},
                                     {QStringLiteral("image"), image}}}},
            QJsonObject{{QStringLiteral("device"), QStringLiteral("empty")}}};
        const DiskStates states =
            diskStates(disksOf(attempt(QStringLiteral("1G")).command.args), blocks);
        QCOMPARE(states.size(), size_t(1));
        QCOMPARE(states.begin()->first, QStringLiteral("disk-cache.qcow2"));
    }

    void aFullDiskIsNamedWhateverQemuSays()
    {
        const Error why{.code = ErrorCode::Failed, .what = QStringLiteral("Kein Platz")};
        const Error full = inWords(why, 4096);
        QVERIFY(full.what.contains(QStringLiteral("full")));
        QVERIFY(full.hint.contains(QStringLiteral("free some space")));
        QCOMPARE(full.details, QStringLiteral("Kein Platz"));
    }

    void whereThereIsSpaceTheDiskIsNotFullWhateverQemuSays()
    {
        const Error why{.code = ErrorCode::Failed,
                        .what = QStringLiteral("Error: No space left on device")};
        QCOMPARE(inWords(why, qint64(1) << 30).what, why.what);
        QCOMPARE(inWords(why, -1).what, why.what); // nothing is known
        const Error refused{.code = ErrorCode::Conflict, .what = QStringLiteral("is starting")};
        QCOMPARE(inWords(refused, 0).what, refused.what);
    }

    void aRestoreIsUnfinishedUntilItIsConfirmed()
    {
        QTemporaryDir dir;
        QVERIFY(!readRestoreIntent(dir.path()));
        const RestoreIntent intent{QStringLiteral("a"), QStringLiteral("hydra-a"), true};
        QVERIFY(writeRestoreIntent(dir.path(), intent));
        QVERIFY(readRestoreIntent(dir.path()) == intent);
        QVERIFY(confirmRestore(dir.path()));
        QVERIFY(!readRestoreIntent(dir.path()));
        QVERIFY(readRestored(dir.path()) == intent);
        forgetRestored(dir.path());
        QVERIFY(!readRestored(dir.path()));
        QVERIFY(!confirmRestore(dir.path()));
    }

    void aStartGoesOnWithAnUnfinishedRestore()
    {
        QTemporaryDir dir;
        const LaunchPlan plan = planIn(dir.path());
        LaunchPlan same = plan;
        QVERIFY(continueWith(same, host(), false));
        QVERIFY(same == plan); // there is no unfinished restore
        keepMemory(dir.path(), attempt(QStringLiteral("2048M")));
        LaunchPlan going = plan;
        QVERIFY(continueWith(going, host(), true));
        QVERIFY(going.load);
        QCOMPARE(going.load->tag, QStringLiteral("hydra-warm"));
        QCOMPARE(going.load->nodes, QStringList{QStringLiteral("disk0")});
        QVERIFY(going.load->hold);
        // A memory fits only the accelerator it was saved under.
        QCOMPARE(going.attempts.size(), size_t(1));
        QCOMPARE(going.attempts[0].accelerator, QStringLiteral("tcg"));
        QVERIFY(going.after.empty());
        QVERIFY(launchPlanFromJson(QJsonDocument(toJson(going)).toJson()) == going);
    }

    void aStartIsRefusedForAMemoryOfAnotherMachine()
    {
        QTemporaryDir dir;
        LaunchPlan plan = planIn(dir.path());
        keepMemory(dir.path(), attempt(QStringLiteral("1024M")));
        const auto refused = continueWith(plan, host(), false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(refused.error().what.contains(QStringLiteral("memory: was 1 GiB, now 2 GiB")),
                 qPrintable(refused.error().what));
        QVERIFY(refused.error().hint.contains(QStringLiteral("--disk-only")));
        HostFacts newer = host();
        newer.qemu.version = QStringLiteral("10.0.2");
        keepMemory(dir.path(), attempt(QStringLiteral("2048M")));
        QVERIFY(continueWith(plan, newer, false)
                    .error()
                    .what.contains(QStringLiteral("made with QEMU 7.2.22, here is 10.0.2")));
        std::erase_if(plan.attempts,
                      [](const LaunchAttempt &a) { return a.accelerator == u"tcg"; });
        QVERIFY(continueWith(plan, host(), false)
                    .error()
                    .what.contains(QStringLiteral("accelerator: was tcg")));
    }

    void aRestoreOfASnapshotThatIsGoneIsDropped()
    {
        QTemporaryDir dir;
        LaunchPlan plan = planIn(dir.path());
        QVERIFY(writeRestoreIntent(dir.path(),
                                   {QStringLiteral("gone"), QStringLiteral("hydra-gone"), true}));
        QVERIFY(continueWith(plan, host(), false));
        QVERIFY(!plan.load);
        QVERIFY(!readRestoreIntent(dir.path()));
    }

    void aDamagedIntentStopsTheStart()
    {
        QTemporaryDir dir;
        QFile file(restoreIntentFile(dir.path()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"na") > 0);
        file.close();
        const auto pending = pendingRestore(dir.path());
        QVERIFY(!pending);
        QCOMPARE(pending.error().where, file.fileName());
    }
};

HYDRA_TEST_MAIN(TestRestores)
#include "test_restores.moc"
