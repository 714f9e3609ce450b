// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/snapshot_disks.h"
#include "lab/snapshot_record.h"
#include "lab/snapshots.h"
#include "test_main.h"
#include "vm/restore_intent.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace hydra;

namespace {

Snapshot snapshot(const QString &name, const QString &parent = {})
{
    Snapshot s;
    s.name = name;
    s.parent = parent;
    s.note = QStringLiteral("a note, \"quoted\"");
    s.createdAt = QStringLiteral("2026-11-25T16:30:00Z");
    s.disks = {QStringLiteral("disk.qcow2")};
    return s;
}

SnapshotRecord family()
{
    SnapshotRecord record;
    record.snapshots = {snapshot(QStringLiteral("root")), snapshot(QStringLiteral("first"), QStringLiteral("root")),
                        snapshot(QStringLiteral("second"), QStringLiteral("root")), snapshot(QStringLiteral("grandchild"), QStringLiteral("first"))};
    record.current = QStringLiteral("grandchild");
    return record;
}

QStringList lines(const SnapshotRecord &record)
{
    QStringList lines;
    for (const SnapshotRow &row : snapshotTree(record))
        lines << row.branch + row.snapshot.name + (row.current ? QStringLiteral(" *") : QString());
    return lines;
}

LaunchAttempt attempt(const QString &memory, const QString &extra = {})
{
    LaunchAttempt made;
    made.accelerator = QStringLiteral("tcg");
    made.command.args = QStringLiteral("-name guest=lab/vm -machine q35 -cpu max -smp 2 -m %1 "
                                       "-blockdev driver=qcow2,node-name=disk0,file.driver=file,file.filename=/s/a,,b/disk.qcow2 "
                                       "-device virtio-blk-pci,id=disk0-dev,drive=disk0,bootindex=0 "
                                       "-blockdev driver=qcow2,node-name=data0,file.driver=file,file.filename=/s/disk-cache.qcow2 "
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

// The record of a snapshot with memory, and a restore of it that was begun.
void keepMemory(const QString &stateDir, const LaunchAttempt &of)
{
    Snapshot kept = snapshot(QStringLiteral("warm"));
    kept.memory = true;
    kept.machine = machineOf(of, QStringLiteral("7.2.22"));
    SnapshotRecord record;
    record.snapshots = {kept};
    if (!writeSnapshotRecord(stateDir, record) || !writeRestoreIntent(stateDir, {kept.name, kept.tag(), true}))
        qFatal("cannot write");
}

} // namespace

class TestSnapshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordComesBackAsItWasWritten()
    {
        SnapshotRecord record = family();
        record.held = true;
        record.snapshots[1].memory = true;
        record.snapshots[1].pending = true;
        record.snapshots[1].labSnapshot = QStringLiteral("abc");
        record.snapshots[1].memorySize = MemorySize::gib(3);
        record.snapshots[1].diskSize = MemorySize::mib(77);
        record.snapshots[1].machine = {{QStringLiteral("QEMU"), QStringLiteral("7.2.22")}};
        const auto read = snapshotRecordFromJson(QJsonDocument(toJson(record)).toJson());
        QVERIFY(read);
        QVERIFY(*read == record);
    }

    void aRecordOfANewerVersionIsLeftAlone()
    {
        const auto read = snapshotRecordFromJson(R"({"version": 2, "snapshots": []})");
        QVERIFY(!read);
        QVERIFY(read.error().what.contains(QStringLiteral("newer")));
        QVERIFY(!snapshotRecordFromJson("nonsense"));
    }

    void aRecordCutAnywhereIsNeverHalfRead()
    {
        const QByteArray text = QJsonDocument(toJson(family())).toJson(QJsonDocument::Compact);
        for (qsizetype length = 0; length < text.size(); ++length)
            QVERIFY(!snapshotRecordFromJson(text.left(length)));
    }

    void theRecordIsAFileOfOurOwn()
    {
        QTemporaryDir dir;
        QVERIFY(readSnapshotRecord(dir.path())->snapshots.empty());
        QVERIFY(writeSnapshotRecord(dir.path(), family()));
        QVERIFY(*readSnapshotRecord(dir.path()) == family());
        QCOMPARE(QFile::permissions(dir.filePath(QStringLiteral("snapshots.json"))) & 0x77, 0);
    }

    void namesAreLettersDigitsAndAFewMarks()
    {
        for (const char *good : {"a", "2026-11-25-1630", "before_attack.2", "-", ".."})
            QVERIFY2(checkSnapshotName(QLatin1String(good)), good);
        for (const char *bad : {"", "a b", "a/b", "a\n", "ä"})
            QVERIFY2(!checkSnapshotName(QString::fromUtf8(bad)), bad);
        QVERIFY(!checkSnapshotName(QString(65, u'a')));
        QCOMPARE(snapshotTag(QStringLiteral("1")), QStringLiteral("hydra-1"));
    }

    void aNameFromTheTimeIsNotTaken()
    {
        const QString now = QStringLiteral("2026-11-25T16:30:12Z");
        QCOMPARE(defaultSnapshotName(now, {}), QStringLiteral("2026-11-25-1630"));
        QCOMPARE(defaultSnapshotName(now, {QStringLiteral("2026-11-25-1630")}), QStringLiteral("2026-11-25-1630-2"));
        QVERIFY(checkSnapshotName(defaultSnapshotName(now, {})));
    }

    void theTreeShowsWhatDescendsFromWhat()
    {
        QCOMPARE(lines(family()), QStringList({QStringLiteral("root"), QStringLiteral("├─ first"), QStringLiteral("│  └─ grandchild *"),
                                               QStringLiteral("└─ second")}));
    }

    void aStrangeParentMakesARootAndACircleEnds()
    {
        SnapshotRecord record = family();
        record.snapshots[0].parent = QStringLiteral("gone");
        QCOMPARE(lines(record).size(), 4);
        record.snapshots[0].parent = QStringLiteral("grandchild");
        QVERIFY(lines(record).isEmpty());
    }

    void childrenOfADeletedSnapshotGetItsParent()
    {
        SnapshotRecord record = family();
        removeSnapshot(record, QStringLiteral("first"));
        QCOMPARE(record.find(QStringLiteral("grandchild"))->parent, QStringLiteral("root"));
        removeSnapshot(record, QStringLiteral("grandchild"));
        QCOMPARE(record.current, QStringLiteral("root"));
        removeSnapshot(record, QStringLiteral("root"));
        QCOMPARE(record.current, QString());
        QCOMPARE(lines(record), QStringList{QStringLiteral("second")});
    }

    void whatAKilledCommandLeftPendingIsRemoved()
    {
        SnapshotRecord record = family();
        record.snapshots[3].pending = true;
        const Resolution resolution = resolveSnapshots(record, {{QStringLiteral("disk.qcow2"), {QStringLiteral("hydra-root"), QStringLiteral("hydra-first"), QStringLiteral("hydra-second"), QStringLiteral("mine")}}}, {});
        QCOMPARE(resolution.remove, QStringList{QStringLiteral("grandchild")});
        QVERIFY(resolution.lost.isEmpty());
        QCOMPARE(resolution.record.snapshots.size(), size_t(3));
        QCOMPARE(resolution.record.current, QStringLiteral("first"));
    }

    void whatADiskHasLostIsDroppedAndTold()
    {
        const Resolution resolution = resolveSnapshots(family(), {{QStringLiteral("disk.qcow2"), {QStringLiteral("hydra-root"), QStringLiteral("hydra-first"), QStringLiteral("hydra-grandchild")}}}, {});
        QCOMPARE(resolution.lost, QStringList{QStringLiteral("second")});
        QVERIFY(!resolution.record.find(QStringLiteral("second")));
        // A disk that is not there says nothing.
        QVERIFY(resolveSnapshots(family(), {}, {}).record == family());
    }

    void aLabSnapshotThatAnotherVmConfirmedIsWhole()
    {
        SnapshotRecord record = family();
        record.snapshots[2].pending = true;
        record.snapshots[2].labSnapshot = QStringLiteral("abc");
        const std::map<QString, QStringList> disks{{QStringLiteral("disk.qcow2"), {QStringLiteral("hydra-root"), QStringLiteral("hydra-first"), QStringLiteral("hydra-second"), QStringLiteral("hydra-grandchild")}}};
        const Resolution made = resolveSnapshots(record, disks, {QStringLiteral("abc")});
        QVERIFY(made.remove.isEmpty());
        QVERIFY(!made.record.find(QStringLiteral("second"))->pending);
        QCOMPARE(made.record.current, QStringLiteral("second"));
        QCOMPARE(resolveSnapshots(record, disks, {}).remove, QStringList{QStringLiteral("second")});
    }

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
        other.command.args.replaceInStrings(QStringLiteral("52:54:00:00:00:01"), QStringLiteral("52:54:00:00:00:02"));
        QVERIFY(differences(was, machineOf(other, QStringLiteral("7.2.22"))).isEmpty());
        QCOMPARE(differences(was, machineOf(attempt(QStringLiteral("1024M")), QStringLiteral("10.0.2"))),
                 QStringList({QStringLiteral("made with QEMU 7.2.22, here is 10.0.2"), QStringLiteral("memory: was 2 GiB, now 1 GiB")}));
        QCOMPARE(differences(was, machineOf(attempt(QStringLiteral("2048M"), QStringLiteral(" -device edu")), QStringLiteral("7.2.22"))),
                 QStringList{QStringLiteral("device: now has edu")});
    }

    void qemuAndQemuImgTellOfADiskInTheSameWay()
    {
        const QJsonObject image = QJsonDocument::fromJson(R"({"actual-size": 1048576, "snapshots": [
            {"id": "1", "name": "hydra-a", "vm-state-size": 4096}, {"id": "2", "name": "hydra-b", "vm-state-size": 0}]})").object();
        const DiskState state = diskState(image);
        QCOMPARE(state.tags(), QStringList({QStringLiteral("hydra-a"), QStringLiteral("hydra-b")}));
        QCOMPARE(state.snapshots.at(QStringLiteral("hydra-a")), MemorySize::kib(4));
        QCOMPARE(state.actualSize, MemorySize::mib(1));
        const QJsonArray blocks{QJsonObject{{QStringLiteral("inserted"), QJsonObject{{QStringLiteral("node-name"), QStringLiteral("data0")}, {QStringLiteral("image"), image}}}},
                                QJsonObject{{QStringLiteral("device"), QStringLiteral("empty")}}};
        const DiskStates states = diskStates(disksOf(attempt(QStringLiteral("1G")).command.args), blocks);
        QCOMPARE(states.size(), size_t(1));
        QCOMPARE(states.begin()->first, QStringLiteral("disk-cache.qcow2"));
    }

    void aFullDiskIsNamed()
    {
        const Error error = inWords({ErrorCode::Failed, QStringLiteral("Error: No space left on device"), {}, {}, {}});
        QVERIFY(error.what.contains(QStringLiteral("full")));
        QVERIFY(error.hint.contains(QStringLiteral("free some space")));
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
        QVERIFY(continueRestore(same, host(), false));
        QVERIFY(same == plan); // there is none
        keepMemory(dir.path(), attempt(QStringLiteral("2048M")));
        LaunchPlan going = plan;
        QVERIFY(continueRestore(going, host(), true));
        QVERIFY(going.load);
        QCOMPARE(going.load->tag, QStringLiteral("hydra-warm"));
        QCOMPARE(going.load->nodes, QStringList{QStringLiteral("disk0")});
        QVERIFY(going.load->hold);
        QCOMPARE(going.attempts.size(), size_t(1)); // a memory belongs to one accelerator
        QCOMPARE(going.attempts[0].accelerator, QStringLiteral("tcg"));
        QVERIFY(going.after.empty());
        QVERIFY(launchPlanFromJson(QJsonDocument(toJson(going)).toJson()) == going);
    }

    void aStartIsRefusedForAMemoryOfAnotherMachine()
    {
        QTemporaryDir dir;
        LaunchPlan plan = planIn(dir.path());
        keepMemory(dir.path(), attempt(QStringLiteral("1024M")));
        const auto refused = continueRestore(plan, host(), false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(refused.error().what.contains(QStringLiteral("memory: was 1 GiB, now 2 GiB")), qPrintable(refused.error().what));
        QVERIFY(refused.error().hint.contains(QStringLiteral("--disk-only")));
        HostFacts newer = host();
        newer.qemu.version = QStringLiteral("10.0.2");
        keepMemory(dir.path(), attempt(QStringLiteral("2048M")));
        QVERIFY(continueRestore(plan, newer, false).error().what.contains(QStringLiteral("made with QEMU 7.2.22, here is 10.0.2")));
        std::erase_if(plan.attempts, [](const LaunchAttempt &a) { return a.accelerator == u"tcg"; });
        QVERIFY(continueRestore(plan, host(), false).error().what.contains(QStringLiteral("accelerator: was tcg")));
    }

    void aRestoreOfASnapshotThatIsGoneIsDropped()
    {
        QTemporaryDir dir;
        LaunchPlan plan = planIn(dir.path());
        QVERIFY(writeRestoreIntent(dir.path(), {QStringLiteral("gone"), QStringLiteral("hydra-gone"), true}));
        QVERIFY(continueRestore(plan, host(), false));
        QVERIFY(!plan.load);
        QVERIFY(!readRestoreIntent(dir.path()));
    }

    void theJsonIsInTheOrderOfTheTree()
    {
        const QJsonObject json = toJson(std::vector<VmSnapshots>{{{QStringLiteral("lab"), QStringLiteral("vm")}, family()}});
        const QJsonArray snapshots = json[QStringLiteral("vms")][0][QStringLiteral("snapshots")].toArray();
        QCOMPARE(snapshots.size(), 4);
        QCOMPARE(snapshots[2][QStringLiteral("name")].toString(), QStringLiteral("grandchild"));
        QVERIFY(snapshots[2][QStringLiteral("current")].toBool());
        QCOMPARE(snapshots[2][QStringLiteral("parent")].toString(), QStringLiteral("first"));
    }
};

HYDRA_TEST_MAIN(TestSnapshots)
#include "test_snapshots.moc"
