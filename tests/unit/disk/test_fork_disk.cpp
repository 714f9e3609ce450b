// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/copy_file.h"
#include "tests/support/test_main.h"
#include "tests/unit/disk/fork_home.h"

using namespace hydra;
using namespace hydra::test;

/// Forks of a VM's disk while no QEMU has it.
class TestForkDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!areInstalled({"qemu-io", "qemu-img"}))
            QSKIP("QEMU is not installed");
    }

    void aStoppedVmsDiskIsCopiedOnItsBase()
    {
        const Home home;
        QVERIFY(home.made);
        const QString fork = home.path(QStringLiteral("fork.qcow2"));
        const auto forked = home.fork(fork);
        QVERIFY2(forked, qPrintable(forked ? QString() : formatError(forked.error())));
        QVERIFY(isClean(fork));
        QCOMPARE(QFileInfo(fork).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QVERIFY(runs(QStringLiteral("qemu-img"),
                     {QStringLiteral("compare"), QStringLiteral("-q"), fork, home.disk()}));
        QVERIFY(QFileInfo(fork).size() < 12 << 20);
    }

    void itsSnapshotsStayWithTheOriginal()
    {
        const Home home;
        QVERIFY(runs(QStringLiteral("qemu-img"), {QStringLiteral("snapshot"), QStringLiteral("-c"),
                                                  QStringLiteral("first"), home.disk()}));
        QVERIFY(write(home.disk(), QStringLiteral("write -P 9 0 1M")));
        const QString fork = home.path(QStringLiteral("fork.qcow2"));
        QVERIFY(home.fork(fork));
        const auto list = run(
            {QStringLiteral("qemu-img"), {QStringLiteral("snapshot"), QStringLiteral("-l"), fork}});
        QVERIFY(list && !list->output.contains("first"));
        QVERIFY(isClean(fork));
        QVERIFY(runs(QStringLiteral("qemu-img"),
                     {QStringLiteral("compare"), QStringLiteral("-q"), fork, home.disk()}));
        const auto kept = run({QStringLiteral("qemu-img"),
                               {QStringLiteral("snapshot"), QStringLiteral("-l"), home.disk()}});
        QVERIFY(kept && kept->output.contains("first"));
    }

    void aVmThatNeverRanHasNoDiskToFork()
    {
        const Home home;
        QFile::remove(home.disk());
        const auto forked = home.fork(home.path(QStringLiteral("fork.qcow2")));
        QCOMPARE(forked.error().code, ErrorCode::NotFound);
        QVERIFY(forked.error().what.contains(QStringLiteral("never started")));
    }

    void whatIsThereIsNotReplaced()
    {
        const Home home;
        QVERIFY(writeFileAtomically(home.path(QStringLiteral("fork.qcow2")), "mine"));
        QCOMPARE(home.fork(home.path(QStringLiteral("fork.qcow2"))).error().code,
                 ErrorCode::Conflict);
        QCOMPARE(*readFile(home.path(QStringLiteral("fork.qcow2"))), QByteArray("mine"));
    }

    void aCancelledCopyLeavesNothing()
    {
        const Home home;
        JobContext job;
        job.progress = [&job](const Progress &) { job.cancel.cancel(); };
        const QString fork = home.path(QStringLiteral("fork.qcow2"));
        if (cloneFile(home.disk(), fork))
            QSKIP("copies are made at once here");
        const auto forked = forkDisk(home.environment, kVm, fork, job);
        QCOMPARE(forked.error().code, ErrorCode::Cancelled);
        QVERIFY(!QFileInfo::exists(fork));
    }

    void holesStayHoles()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("sparse")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("begin") == 5 &&
                file.seek(200 << 20) && file.write("end") == 3);
        file.close();
        QVERIFY(copyFile(file.fileName(), dir.filePath(QStringLiteral("copy")), {}, {}));
        QVERIFY(
            runs(QStringLiteral("cmp"), {file.fileName(), dir.filePath(QStringLiteral("copy"))}));
        const auto used = run(
            {QStringLiteral("du"), {QStringLiteral("-k"), dir.filePath(QStringLiteral("copy"))}});
        QVERIFY(used && used->output.split('\t').front().toInt() < 1024);
    }
};

HYDRA_TEST_MAIN(TestForkDisk)
#include "test_fork_disk.moc"
