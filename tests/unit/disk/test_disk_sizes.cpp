// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/disk_sizes.h"
#include "core/image/store.h"
#include "core/lab/lab_vm.h"
#include "tests/support/test_main.h"

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
        return vmFiles(paths.places({QStringLiteral("home"), QStringLiteral("hub")}), vm);
    }

private Q_SLOTS:
    void initTestCase()
    {
        VmSpec vm;
        vm.disks = {{QStringLiteral("data"), MemorySize::mib(64)},
                    {QStringLiteral("old"), MemorySize::mib(64)}};
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
        const auto errors = shrunkDisks({QStringLiteral("home"), QStringLiteral("hub")}, vm,
                                        filesOf(vm), MemorySize::gib(2));
        QCOMPARE(errors.size(), 2U);
        QCOMPARE(errors[0].what,
                 QStringLiteral("disk_size: the disk has 4 GiB and cannot shrink to 3 GiB"));
        QVERIFY(errors[0].hint.contains(QStringLiteral("--fresh-disk")));
        QCOMPARE(errors[1].what,
                 QStringLiteral("disks[0].size: the disk has 64 MiB and cannot shrink to 32 MiB"));
        // --fresh-disk renews no data disk.
        QVERIFY(!errors[1].hint.contains(QStringLiteral("--fresh-disk")));
    }

    void aSizeBelowTheImagesIsRefusedWithBoth()
    {
        VmSpec vm;
        vm.diskSize = MemorySize::gib(1);
        vm.disks = {{QStringLiteral("data"), MemorySize::mib(128)}};
        const VmRef ref{QStringLiteral("home"), QStringLiteral("hub")};
        const auto errors = shrunkDisks(ref, vm, filesOf(vm), MemorySize::gib(2));
        QCOMPARE(errors.size(), 1U);
        QCOMPARE(errors[0].what,
                 QStringLiteral("disk_size: 1 GiB is less than its image has, 2 GiB; a disk cannot "
                                "be smaller than its image"));
        QCOMPARE(errors[0].hint, QStringLiteral("write 2 or more, or leave disk_size out"));
        // Not where the image's size is unknown, nor where the image decides.
        QVERIFY(!shrunkDisks(ref, vm, filesOf(vm), {}).empty()); // the existing disk is larger
        vm.diskSize = {};
        QVERIFY(shrunkDisks(ref, vm, filesOf(vm), MemorySize::gib(2)).empty());
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
