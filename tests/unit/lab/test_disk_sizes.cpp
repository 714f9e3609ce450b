// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "image/store.h"
#include "lab/disk_sizes.h"
#include "lab/start.h"
#include "test_main.h"

#include <QTemporaryDir>

using namespace hydra;

class TestDiskSizes : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    [[nodiscard]] VmFiles filesOf(const VmSpec &vm) const
    {
        Paths paths;
        paths.stateDir = m_dir.path();
        return vmFiles(paths, {QStringLiteral("home"), QStringLiteral("hub")}, vm);
    }

private Q_SLOTS:
    void initTestCase()
    {
        VmSpec vm;
        vm.disks = {{QStringLiteral("data"), MemorySize::mib(64)}, {QStringLiteral("old"), MemorySize::mib(64)}};
        const VmFiles files = filesOf(vm);
        QVERIFY(QDir().mkpath(files.stateDir));
        QVERIFY(createDisk(files.systemDisk, MemorySize::gib(4)));
        for (const QString &disk : files.dataDisks)
            QVERIFY(createDisk(disk, MemorySize::mib(64)));
    }

    void aSmallerSizeIsSaidBeforeTheStart()
    {
        VmSpec vm;
        vm.diskSize = MemorySize::gib(3);
        vm.disks = {{QStringLiteral("data"), MemorySize::mib(32)}};
        const auto errors = shrunkDisks({QStringLiteral("home"), QStringLiteral("hub")}, vm, filesOf(vm), MemorySize::gib(2));
        QCOMPARE(errors.size(), 2U);
        QCOMPARE(errors[0].what, QStringLiteral("disk_size: the disk has 4 GiB and cannot shrink to 3 GiB"));
        QVERIFY(errors[0].hint.contains(QStringLiteral("--fresh-disk")));
        QCOMPARE(errors[1].what, QStringLiteral("disks[0].size: the disk has 64 MiB and cannot shrink to 32 MiB"));
        QVERIFY(!errors[1].hint.contains(QStringLiteral("--fresh-disk"))); // which makes no data disk anew
    }

    void aSizeBelowTheImagesAsksForNothing()
    {
        VmSpec vm;
        vm.diskSize = MemorySize::gib(1);
        vm.disks = {{QStringLiteral("data"), MemorySize::mib(128)}};
        QVERIFY(shrunkDisks({QStringLiteral("home"), QStringLiteral("hub")}, vm, filesOf(vm), MemorySize::gib(2)).empty());
    }

    void aDiskThatWasTakenOutOfTheFileIsKnown()
    {
        VmSpec vm;
        vm.disks = {{QStringLiteral("data"), MemorySize::mib(64)}};
        QCOMPARE(detachedDisks(vm, filesOf(vm)), QStringList{QStringLiteral("old")});
    }
};

HYDRA_TEST_MAIN(TestDiskSizes)
#include "test_disk_sizes.moc"
