// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include "core/process/find_program.h"
#include "core/process/run.h"
#include "core/vm/launch_plan.h"
#include "tests/cli/json_shape.h"
#include "tests/support/mounts.h"

#include <QFile>
#include <QJsonDocument>

#include <csignal>
#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

const char *shape = R"({"vms": [{"lab": "text", "name": "text", "current": "text", "snapshots": [
    {"name": "text", "parent": "text", "note": "text", "created_at": "text", "memory": "bool", "memory_bytes": "number",
     "disk_bytes": "number", "lab_snapshot": "text", "pending": "bool", "current": "bool"}]}]})";

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// `hydractl snapshot`, as users type it.
class TestCliSnapshots : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_lab;

    [[nodiscard]] Outcome hydractl(const QString &line) const
    {
        QStringList args = line.split(u' ');
        args.replaceInStrings(QStringLiteral("LAB.yaml"), m_lab);
        return m_world->hydractl(args);
    }
    [[nodiscard]] QJsonArray snapshots() const
    {
        return m_world
            ->json({words("snapshot"), words("list"),
                    words("home")})[QStringLiteral("vms")][0][QStringLiteral("snapshots")]
            .toArray();
    }
    [[nodiscard]] QByteArray diskInfo() const
    {
        const auto info =
            run({.program = QStringLiteral("qemu-img"),
                 .args = {QStringLiteral("info"), QStringLiteral("--output=json"), disk()}});
        return info ? info->output : QByteArray();
    }
    [[nodiscard]] QString disk() const
    {
        return m_world->path(words("state/hydra/home/hub/disk.qcow2"));
    }
    void everStarted() const
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
    }

    /// The fake QEMU writes no snapshots: gives the disks of lab `home` the TAG, and a qemu-img and
    /// a QEMU that find memory with it.
    void pretendMemoryInDisks(const QString &tag) const
    {
        for (const char *name : {"hub", "lamp"}) {
            const QString file = m_world->paths().places({words("home"), words(name)}).systemDisk();
            QVERIFY(run({.program = QStringLiteral("qemu-img"),
                         .args = {QStringLiteral("snapshot"), QStringLiteral("-c"), tag, file}}));
        }
        const auto real = findProgram(QStringLiteral("qemu-img"));
        QVERIFY(real);
        const QString wrapper =
            m_world->write(words("bin/qemu-img"), "#!/bin/sh\n" + real->toUtf8() +
                                                      " \"$@\" | sed 's/\"vm-state-size\": 0/"
                                                      "\"vm-state-size\": 1048576/'\n");
        QVERIFY(
            QFile::setPermissions(wrapper, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("snapshots")] =
            QJsonObject{{QStringLiteral("disk0"), QJsonObject{{tag, 1 << 20}}}};
        m_world->setFake(fake);
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        m_lab = m_world->writeLab(QStringLiteral("home"));
    }

    void aStoppedVmsDiskIsKeptRestoredAndForgotten()
    {
        everStarted();
        const Outcome create =
            m_world->hydractl({words("snapshot"), words("create"), words("home/hub"),
                               words("first"), words("--note"), words("before the attack")});
        HYDRA_EXITS(create, 0);
        QCOMPARE(create.output, QByteArray("first\n"));
        QVERIFY2(create.errorOutput.contains("home/hub: disk"), create.words().constData());
        QVERIFY(diskInfo().contains("hydra-first"));
        HYDRA_EXITS(hydractl(words("snapshot create home second")), 0);
        const QJsonArray two = snapshots();
        QCOMPARE(two.size(), 2);
        QCOMPARE(two[0][QStringLiteral("note")].toString(), words("before the attack"));
        QCOMPARE(two[1][QStringLiteral("parent")].toString(), words("first"));
        QVERIFY(two[1][QStringLiteral("current")].toBool());
        const Outcome restore = hydractl(words("snapshot restore home/hub first"));
        HYDRA_EXITS(restore, 0);
        QVERIFY2(restore.errorOutput.contains("disk is restored"), restore.words().constData());
        QVERIFY(snapshots()[0][QStringLiteral("current")].toBool());
        HYDRA_EXITS(hydractl(words("snapshot delete home first")), 0);
        QVERIFY(!diskInfo().contains("hydra-first"));
        QCOMPARE(snapshots()[0][QStringLiteral("parent")].toString(), QString());
        HYDRA_EXITS(hydractl(words("up home")), 0);
    }

    void theListIsATreeAndJson()
    {
        everStarted();
        HYDRA_EXITS(hydractl(words("snapshot create home a")), 0);
        HYDRA_EXITS(hydractl(words("snapshot create home b")), 0);
        const Outcome list = hydractl(words("snapshot list home"));
        HYDRA_EXITS(list, 0);
        QVERIFY2(list.output.contains("└─ b *"), list.words().constData());
        QVERIFY(list.output.startsWith("VM "));
        QCOMPARE(
            shapeError(m_world->json({words("snapshot"), words("list"), words("home")}), shape),
            QString());
    }

    void aRunningVmKeepsItsMemory()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        const Outcome create = hydractl(words("snapshot create home warm --memory"));
        HYDRA_EXITS(create, 0);
        QVERIFY2(create.errorOutput.contains("disk and memory (1 MiB)"),
                 create.words().constData());
        QVERIFY(snapshots()[0][QStringLiteral("memory")].toBool());
        const Outcome restore = hydractl(words("snapshot restore home warm"));
        HYDRA_EXITS(restore, 0);
        QVERIFY2(restore.errorOutput.contains("restored with its memory"),
                 restore.words().constData());
        QCOMPARE(m_world->state(words("home")), words("running"));
        HYDRA_REFUSES(hydractl(words("snapshot restore home warm --disk-only")), 4, "home/hub",
                      "is running", "hydractl down home/hub");
        HYDRA_EXITS(hydractl(words("snapshot delete home warm")), 0);
        QVERIFY(snapshots().isEmpty());
    }

    void whatCannotBeIsRefusedInWords()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        HYDRA_REFUSES(hydractl(words("snapshot create other")), 4, "other/vm1", "no disk yet",
                      "hydractl up");
        everStarted();
        HYDRA_REFUSES(hydractl(words("snapshot create home a --memory")), 4, "home/hub", "stopped",
                      "leave out --memory");
        HYDRA_REFUSES(hydractl(words("snapshot create home a/b")), 2, "a/b", "letters");
        HYDRA_REFUSES(hydractl(words("snapshot restore home nosuch")), 3, "home/hub", "nosuch");
        HYDRA_REFUSES(hydractl(words("snapshot delete home nosuch")), 3, "nosuch");
        HYDRA_EXITS(hydractl(words("snapshot create home a")), 0);
        HYDRA_REFUSES(hydractl(words("snapshot create home a")), 4, "has a snapshot 'a' already",
                      "snapshot delete");
        HYDRA_REFUSES(hydractl(words("snapshot restore home b")), 3, "there are: a");
        HYDRA_REFUSES(hydractl(words("snapshot create nolab")), 3, "nolab");
    }

    void aProtectedVmIsNotRestored()
    {
        m_lab = m_world->writeLab(QStringLiteral("home"), "  - name: hub\n    protect: true\n");
        everStarted();
        HYDRA_EXITS(hydractl(words("snapshot create home a")), 0);
        HYDRA_REFUSES(hydractl(words("snapshot restore home a")), 4, "home/hub", "is protected",
                      "protect=false");
    }

    void aMemoryOfAnotherMachineIsRefusedBeforeAnythingStarts()
    {
        QJsonObject fake = bootingFake();
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        HYDRA_EXITS(hydractl(words("snapshot create home warm --memory")), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        // A fake QEMU's snapshot is only in its memory: add the tag to the real disk.
        QVERIFY(run({.program = QStringLiteral("qemu-img"),
                     .args = {QStringLiteral("snapshot"), QStringLiteral("-c"), words("hydra-warm"),
                              disk()}}));
        HYDRA_REFUSES(hydractl(words("snapshot restore home warm")), 1,
                      "memory of snapshot 'warm' is not in its disk");
        HYDRA_EXITS(hydractl(words("snapshot restore home warm --disk-only")), 0);
        QCOMPARE(m_world->state(words("home")), words("stopped"));
    }

    void theStoppedVmsOfALabGoOnTogether()
    {
        m_lab = m_world->writeLab(QStringLiteral("home"), "  - name: hub\n  - name: lamp\n");
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        HYDRA_EXITS(hydractl(words("snapshot create home both --memory")), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        pretendMemoryInDisks(words("hydra-both"));
        const Outcome restore = hydractl(words("snapshot restore home both"));
        HYDRA_EXITS(restore, 0);
        for (const char *name : {"hub", "lamp"}) {
            const QByteArray told = "home/" + QByteArray(name) + ": started with its memory";
            QVERIFY2(restore.errorOutput.contains(told), restore.words().constData());
            // Each waits, with its memory loaded, until all are that far.
            const VmPlaces places = m_world->paths().places({words("home"), words(name)});
            const auto plan = launchPlanFromJson(m_world->read(places.planFile()));
            QVERIFY(plan && plan->load);
            QVERIFY(plan->load->hold);
        }
        for (const QJsonValue &vm : m_world->status(words("home")))
            QCOMPARE(vm[QStringLiteral("state")].toString(), words("running"));
    }

    void aLabIsKeptAtOneMomentAndSaysWhatOfEachVm()
    {
        m_lab = m_world->writeLab(QStringLiteral("home"), "  - name: hub\n  - name: lamp\n");
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_EXITS(hydractl(words("kill home/lamp")), 0);
        const Outcome create = hydractl(words("snapshot create home both --memory"));
        HYDRA_EXITS(create, 0);
        QVERIFY2(create.errorOutput.contains("home/hub: disk and memory"),
                 create.words().constData());
        QVERIFY2(create.errorOutput.contains("home/lamp: disk only: it is stopped"),
                 create.words().constData());
        const QJsonArray vms =
            m_world->json({words("snapshot"), words("list"), words("home")})[QStringLiteral("vms")]
                .toArray();
        const QString id =
            vms[0][QStringLiteral("snapshots")][0][QStringLiteral("lab_snapshot")].toString();
        QVERIFY(!id.isEmpty());
        QCOMPARE(vms[1][QStringLiteral("snapshots")][0][QStringLiteral("lab_snapshot")].toString(),
                 id);
        QTRY_COMPARE(m_world->status(words("home"))[0][QStringLiteral("state")].toString(),
                     words("running"));
        HYDRA_EXITS(hydractl(words("snapshot restore home both")), 0);
        HYDRA_EXITS(hydractl(words("snapshot delete home both")), 0);
    }

    void oneVmThatFailsTakesTheWholeLabSnapshotBack()
    {
        m_lab = m_world->writeLab(QStringLiteral("home"), "  - name: hub\n  - name: lamp\n");
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_EXITS(hydractl(words("kill home/lamp")), 0);
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("job_error")] =
            QJsonObject{{words("snapshot-save"), words("Error while writing VM state: -22")}};
        m_world->setFake(fake);
        HYDRA_EXITS(hydractl(words("up home/lamp")), 0);
        HYDRA_REFUSES(hydractl(words("snapshot create home both --memory")), 1, "home/lamp",
                      "Error while writing VM state: -22");
        for (const QJsonValue &vm :
             m_world->json({words("snapshot"), words("list"), words("home")})[QStringLiteral("vms")]
                 .toArray())
            QVERIFY(vm[QStringLiteral("snapshots")].toArray().isEmpty());
        for (const QJsonValue &vm : m_world->status(words("home")))
            QCOMPARE(vm[QStringLiteral("state")].toString(), words("running"));
    }

    void whatBlocksSavingTheMemoryIsToldWhateverItIs()
    {
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("job_error")] =
            QJsonObject{{words("snapshot-save"), words("it cannot be migrated")}};
        fake[QStringLiteral("blocked")] = QJsonArray{words("the device moon0 stands in the way")};
        m_world->setFake(fake);
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_REFUSES(hydractl(words("snapshot create home a --memory")), 1, "home/hub",
                      "it cannot be migrated", "take the snapshot without memory", "umount",
                      "the device moon0 stands in the way");
    }

    void aFullDiskMakesNoSnapshotAndSaysSo()
    {
        Mounts mounts;
        if (!mounts.putDisk(m_world->path(words("state")), "4m"))
            QSKIP("no file system of our own here");
        everStarted();
        HYDRA_EXITS(hydractl(words("snapshot create home before")), 0);
        QFile filler(m_world->path(words("state/filler")));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) == 4096) {
        }
        HYDRA_REFUSES(hydractl(words("snapshot create home full")), 1, "home/hub",
                      "the disk of this machine is full", "free some space");
        QVERIFY(filler.remove());
        QCOMPARE(snapshots().size(), 1);
        QVERIFY(!diskInfo().contains("hydra-full"));
        HYDRA_EXITS(hydractl(words("snapshot create home full")), 0);
        HYDRA_EXITS(hydractl(words("snapshot restore home before")), 0);
    }

    void twoCommandsWaitForEachOther()
    {
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("job_ms")] = 4000;
        m_world->setFake(fake);
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        Child first(m_world->command(
            {words("snapshot"), words("create"), words("home"), words("a"), words("--memory")}));
        QTRY_VERIFY(QFile::exists(m_world->path(words("state/hydra/home/hub/snapshots.json"))));
        const Outcome second = hydractl(words("snapshot create home b --memory"));
        HYDRA_EXITS(second, 0);
        QVERIFY2(second.errorOutput.contains("waits for another snapshot command"),
                 second.words().constData());
        HYDRA_EXITS(first.finish(), 0);
        QCOMPARE(snapshots().size(), 2);
    }

    void aKilledCommandsSnapshotIsGoneAndItsVmRuns()
    {
        m_lab = m_world->writeLab(QStringLiteral("home"), "  - name: hub\n  - name: lamp\n");
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("job_ms")] = 2000;
        m_world->setFake(fake);
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        Child create(m_world->command(
            {words("snapshot"), words("create"), words("home"), words("a"), words("--memory")}));
        QTRY_VERIFY(m_world->read(words("state/hydra/home/lamp/snapshots.json"))
                        .contains("\"held\": true"));
        create.signal(SIGKILL);
        create.finish();
        const QJsonArray vms =
            m_world->json({words("snapshot"), words("list"), words("home")})[QStringLiteral("vms")]
                .toArray();
        for (const QJsonValue &vm : vms)
            QVERIFY(vm[QStringLiteral("snapshots")].toArray().isEmpty());
        for (int i = 0; i < 2; ++i)
            QTRY_COMPARE(m_world->status(words("home"))[i][QStringLiteral("state")].toString(),
                         words("running"));
        HYDRA_EXITS(hydractl(words("snapshot create home a --memory")), 0);
    }

    void ctrlCTakesBackWhatWasMade()
    {
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("job_ms")] = 2000;
        m_world->setFake(fake);
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        Child create(m_world->command(
            {words("snapshot"), words("create"), words("home"), words("a"), words("--memory")}));
        QTRY_VERIFY(QFile::exists(m_world->path(words("state/hydra/home/hub/snapshots.json"))));
        create.signal(SIGINT);
        const Outcome outcome = create.finish();
        HYDRA_EXITS(outcome, 1);
        QVERIFY2(outcome.errorOutput.contains("cancelled"), outcome.words().constData());
        QVERIFY(snapshots().isEmpty());
        QCOMPARE(m_world->state(words("home")), words("running"));
    }

    void anInterruptedRestoreIsFinishedByTheNextUp()
    {
        everStarted();
        HYDRA_EXITS(hydractl(words("snapshot create home a")), 0);
        HYDRA_EXITS(hydractl(words("snapshot create home b")), 0);
        m_world->write(words("state/hydra/home/hub/restore.json"),
                       R"({"name": "a", "tag": "hydra-a", "memory": false})");
        HYDRA_EXITS(hydractl(words("up home")), 0);
        QVERIFY(!QFile::exists(m_world->path(words("state/hydra/home/hub/restore.json"))));
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        QVERIFY(snapshots()[0][QStringLiteral("current")].toBool());
    }
};

HYDRA_TEST_MAIN(TestCliSnapshots)
#include "test_cli_snapshots.moc"
