// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/snapshots.h"
#include "tests/support/test_main.h"
#include "tests/unit/snapshot/sample_snapshot.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace hydra;
using namespace hydra::test;

namespace {

SnapshotRecord family()
{
    SnapshotRecord record;
    record.snapshots = {snapshot(QStringLiteral("root")),
                        snapshot(QStringLiteral("first"), QStringLiteral("root")),
                        snapshot(QStringLiteral("second"), QStringLiteral("root")),
                        snapshot(QStringLiteral("grandchild"), QStringLiteral("first"))};
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

} // namespace

/// The record of a VM's snapshots, and what becomes of it.
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
        QCOMPARE(defaultSnapshotName(now, {QStringLiteral("2026-11-25-1630")}),
                 QStringLiteral("2026-11-25-1630-2"));
        QVERIFY(checkSnapshotName(defaultSnapshotName(now, {})));
    }

    void theTreeShowsWhatDescendsFromWhat()
    {
        QCOMPARE(lines(family()),
                 QStringList({QStringLiteral("root"), QStringLiteral("├─ first"),
                              QStringLiteral("│  └─ grandchild *"), QStringLiteral("└─ second")}));
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
        const Resolution resolution =
            resolveSnapshots(record,
                             {{QStringLiteral("disk.qcow2"),
                               {QStringLiteral("hydra-root"), QStringLiteral("hydra-first"),
                                QStringLiteral("hydra-second"), QStringLiteral("mine")}}},
                             {});
        QCOMPARE(resolution.remove, QStringList{QStringLiteral("grandchild")});
        QVERIFY(resolution.lost.isEmpty());
        QCOMPARE(resolution.record.snapshots.size(), size_t(3));
        QCOMPARE(resolution.record.current, QStringLiteral("first"));
    }

    void whatADiskHasLostIsDroppedAndTold()
    {
        const Resolution resolution =
            resolveSnapshots(family(),
                             {{QStringLiteral("disk.qcow2"),
                               {QStringLiteral("hydra-root"), QStringLiteral("hydra-first"),
                                QStringLiteral("hydra-grandchild")}}},
                             {});
        QCOMPARE(resolution.lost, QStringList{QStringLiteral("second")});
        QVERIFY(!resolution.record.find(QStringLiteral("second")));
        // A missing disk proves nothing.
        QVERIFY(resolveSnapshots(family(), {}, {}).record == family());
    }

    void aLabSnapshotThatAnotherVmConfirmedIsWhole()
    {
        SnapshotRecord record = family();
        record.snapshots[2].pending = true;
        record.snapshots[2].labSnapshot = QStringLiteral("abc");
        const std::map<QString, QStringList> disks{
            {QStringLiteral("disk.qcow2"),
             {QStringLiteral("hydra-root"), QStringLiteral("hydra-first"),
              QStringLiteral("hydra-second"), QStringLiteral("hydra-grandchild")}}};
        const Resolution made = resolveSnapshots(record, disks, {QStringLiteral("abc")});
        QVERIFY(made.remove.isEmpty());
        QVERIFY(!made.record.find(QStringLiteral("second"))->pending);
        QCOMPARE(made.record.current, QStringLiteral("second"));
        QCOMPARE(resolveSnapshots(record, disks, {}).remove, QStringList{QStringLiteral("second")});
    }

    void theJsonIsInTheOrderOfTheTree()
    {
        const QJsonObject json = toJson(
            std::vector<VmSnapshots>{{{QStringLiteral("lab"), QStringLiteral("vm")}, family()}});
        const QJsonArray snapshots =
            json[QStringLiteral("vms")][0][QStringLiteral("snapshots")].toArray();
        QCOMPARE(snapshots.size(), 4);
        QCOMPARE(snapshots[2][QStringLiteral("name")].toString(), QStringLiteral("grandchild"));
        QVERIFY(snapshots[2][QStringLiteral("current")].toBool());
        QCOMPARE(snapshots[2][QStringLiteral("parent")].toString(), QStringLiteral("first"));
    }
};

HYDRA_TEST_MAIN(TestSnapshots)
#include "test_snapshots.moc"
