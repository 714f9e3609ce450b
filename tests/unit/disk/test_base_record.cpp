// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/disk/base_record.h"
#include "core/process/find_program.h"
#include "tests/support/test_main.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

using namespace hydra;

namespace {

const QByteArray kContent(1 << 20, '\0');

} // namespace

/// What is below a VM's disk is known by more than its path.
class TestBaseRecord : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString file() const { return m_dir->filePath(QStringLiteral("base.img")); }
    [[nodiscard]] VmPlaces places() const { return {m_dir->path(), {}}; }
    [[nodiscard]] StoredImage base() const
    {
        const auto image = ImageStore({}).find(file());
        if (!image)
            qFatal("%s", qPrintable(formatError(image.error())));
        return *image;
    }
    [[nodiscard]] QString change() const
    {
        const auto change = changedBase(places(), base());
        return change ? change->what : QString();
    }
    void setTime(const QDateTime &time) const
    {
        QFile written(file());
        if (!written.open(QIODevice::ReadWrite) ||
            !written.setFileTime(time, QFileDevice::FileModificationTime))
            qFatal("cannot set the time");
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(writeFileAtomically(file(), kContent));
        QVERIFY(recordBase(places(), base()));
    }

    void theSameFileIsTheSame()
    {
        QCOMPARE(change(), QString());
        QCOMPARE(*readFile(places().diskBase()), file().toUtf8());
    }

    void anotherSizeIsNoticed()
    {
        const QDateTime before = QFileInfo(file()).lastModified();
        QVERIFY(writeFileAtomically(file(), kContent + kContent));
        setTime(before);
        QVERIFY2(change().contains(u"2097152 bytes") && change().contains(u"1048576 bytes"),
                 qPrintable(change()));
    }

    void otherContentOfTheSameSizeIsNoticedByItsTime()
    {
        QVERIFY(writeFileAtomically(file(), QByteArray(kContent.size(), '\1')));
        setTime(QDateTime::currentDateTime().addSecs(60));
        QVERIFY2(change().startsWith(u"was written to on"), qPrintable(change()));
        QVERIFY(!changedBase(places(), base())->otherFormat);
    }

    void anotherFormatIsNoticedAndMakesTheDiskUseless()
    {
        if (!findProgram(QStringLiteral("qemu-img")))
            QSKIP("needs qemu-img");
        QVERIFY(createDisk(file(), MemorySize::mib(1)));
        const auto changed = changedBase(places(), base());
        QVERIFY(changed && changed->otherFormat);
        QCOMPARE(changed->what, QStringLiteral("is now qcow2 and was raw"));
    }

    void anImageOfTheStoreIsKnownByItsDigest()
    {
        StoredImage image = base();
        image.sha512 = QStringLiteral("one");
        QVERIFY(recordBase(places(), image));
        setTime(QDateTime::currentDateTime().addSecs(60)); // as after a backup
        QVERIFY(!changedBase(places(), image));
        image.sha512 = QStringLiteral("two");
        const auto changed = changedBase(places(), image);
        QVERIFY(changed && changed->what.contains(u"SHA-512"));
    }

    void aDiskWithoutARecordIsTaken()
    {
        QVERIFY(QFile::remove(places().baseIdentity()));
        QCOMPARE(change(), QString());
        QVERIFY(writeFileAtomically(places().baseIdentity(), "{\"size\":")); // a torn one, too
        QCOMPARE(change(), QString());
    }
};

HYDRA_TEST_MAIN(TestBaseRecord)
#include "test_base_record.moc"
