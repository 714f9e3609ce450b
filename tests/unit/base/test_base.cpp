// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/ids.h"
#include "core/base/units.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace hydra;

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizesAreGibibytesUnlessTheySayOtherwise()
    {
        QCOMPARE(MemorySize::parse(QStringLiteral("8"))->inBytes(), 8ULL << 30);
        QCOMPARE(MemorySize::parse(QStringLiteral("0.5"))->inMib(), 512ULL);
        QCOMPARE(MemorySize::parse(QStringLiteral("768MiB"))->inMib(), 768ULL);
        QCOMPARE(MemorySize::parse(QStringLiteral("768M"))->toString(), QStringLiteral("768MiB"));
        QCOMPARE(MemorySize::parse(QStringLiteral("8GiB"))->toString(), QStringLiteral("8"));
    }

    void sizesThatAreNoneAreRefused()
    {
        for (const char *bad : {"", "-1", "0", "8 gigs", "GiB", "1e3", "99999999TiB", "8XiB"})
            QVERIFY2(!MemorySize::parse(QString::fromLatin1(bad)), bad);
    }

    void targetsAreLabsVmsOrFiles()
    {
        QCOMPARE(*parseTarget(QStringLiteral("home")), (Target{.lab = QStringLiteral("home")}));
        QCOMPARE(*parseTarget(QStringLiteral("home/hub")),
                 (Target{QStringLiteral("home"), QStringLiteral("hub"), {}}));
        QCOMPARE(parseTarget(QStringLiteral("./a.yaml"))->file, QStringLiteral("./a.yaml"));
        QCOMPARE(parseTarget(QStringLiteral("Home")).error().code, ErrorCode::Invalid);
    }

    void aWriteIsPrivateAndReplacesTheWholeFile()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("state.json"));
        QVERIFY(writeFileAtomically(path, "first, and longer"));
        QVERIFY(writeFileAtomically(path, "second"));
        QCOMPARE(*readFile(path), QByteArray("second"));
        QCOMPARE(QFile::permissions(path) & 0x7077, QFileDevice::Permissions(0x6000) & 0x7077);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    }

    void aReadThatFailsIsNoEmptyFile()
    {
        // Opens, but reading its first page, which is mapped nowhere, is an I/O error.
        const QString path = QStringLiteral("/proc/self/mem");
        if (!QFile::exists(path))
            QSKIP("this system has no /proc");
        const auto content = readFile(path);
        QVERIFY(!content);
        QCOMPARE(content.error().code, ErrorCode::Failed);
        QCOMPARE(content.error().where, path);
    }

    void aWriteThatFailsLeavesTheOldContentAndNoLitter()
    {
        const auto result = writeFileAtomically(QStringLiteral("/proc/self/nothing"), "x");
        QVERIFY(!result);
        QCOMPARE(result.error().where, QStringLiteral("/proc/self/nothing"));
    }
};

HYDRA_TEST_MAIN(TestBase)
#include "test_base.moc"
