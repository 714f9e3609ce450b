// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/grow_disk.h"
#include "core/image/qcow2.h"
#include "core/image/store.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace hydra;

class TestGrowDisk : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString disk(const char *name)
    {
        const QString path = m_dir.filePath(QString::fromLatin1(name));
        if (const auto made = createDisk(path, MemorySize::mib(64)); !made)
            qFatal("%s", qPrintable(formatError(made.error())));
        return path;
    }

private Q_SLOTS:
    void aDiskGrows()
    {
        const QString path = disk("grows");
        QVERIFY(growDisk(path, MemorySize::mib(128)));
        QCOMPARE(readQcow2Head(path)->virtualSize.inMib(), 128ULL);
    }

    void aDiskThatIsRightOrHasNoSizeAskedIsLeftAlone()
    {
        const QString path = disk("stays");
        const auto before = readFile(path);
        QVERIFY(growDisk(path, MemorySize::mib(64), QStringLiteral("/no/such/program")));
        QVERIFY(growDisk(path, {}, QStringLiteral("/no/such/program")));
        QCOMPARE(*readFile(path), *before);
    }

    void aDiskNeverShrinks()
    {
        const QString path = disk("large");
        const auto before = readFile(path);
        const auto grown = growDisk(path, MemorySize::mib(32));
        QVERIFY(!grown);
        QCOMPARE(grown.error().code, ErrorCode::Conflict);
        QCOMPARE(grown.error().what,
                 QStringLiteral("the disk has 64 MiB and cannot shrink to 32 MiB"));
        QCOMPARE(*readFile(path), *before);
    }

    void whatIsNoDiskIsNamed()
    {
        QVERIFY(!growDisk(m_dir.filePath(QStringLiteral("none")), MemorySize::mib(1)));
    }
};

HYDRA_TEST_MAIN(TestGrowDisk)
#include "test_grow_disk.moc"
