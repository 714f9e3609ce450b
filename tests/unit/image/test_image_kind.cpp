// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/image_kind.h"
#include "core/image/store.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "tests/support/image_samples.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

using namespace hydra;
using namespace hydra::test;

namespace {

ImageKind kindOfWhole(const QByteArray &whole)
{
    return imageKind(whole.left(imageHeadSize), whole.right(imageTailSize), quint64(whole.size()));
}

} // namespace

class TestImageKind : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    [[nodiscard]] QString at(const QString &name) const { return m_dir.filePath(name); }

private Q_SLOTS:
    void whatIsNoDiskIsNamedWithWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("whole");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("cure");
        for (const ImageSample &sample : imageSamples())
            QTest::newRow(sample.file) << sample.whole << sample.kind << sample.cure;
    }

    void whatIsNoDiskIsNamedWithWhatToDo()
    {
        QFETCH(QByteArray, whole);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, cure);
        const QString path = QStringLiteral("/home/me/my images/x.bin");
        const auto refused = checkIsDisk(kindOfWhole(whole), path);
        QVERIFY(!refused);
        const QByteArray said = formatError(refused.error()).toUtf8();
        QVERIFY2(said.contains(kind) && said.contains(cure), said.constData());
        QVERIFY2(said.contains("/home/me/my images/x.bin"), said.constData());
        if (cure.startsWith("-f "))
            QVERIFY2(said.contains("-O qcow2 '/home/me/my images/x.bin' "
                                   "'/home/me/my images/x.qcow2'"),
                     said.constData());
    }

    void aDiskIsTakenAsWhatItIs_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::newRow("MBR") << 510 << QByteArray("\x55\xaa") << "a raw disk with a boot sector";
        QTest::newRow("GPT") << 512 << QByteArray("EFI PART") << "a raw disk with a GPT";
        QTest::newRow("GPT of 4 KiB") << 4096 << QByteArray("EFI PART") << "4 KiB sectors";
        QTest::newRow("ext4") << 1080 << QByteArray("\x53\xef") << "file system (ext)";
        QTest::newRow("XFS") << 0 << QByteArray("XFSB") << "file system (XFS)";
        QTest::newRow("nothing known") << 0 << QByteArray("\x01") << "without a partition table";
    }

    void aDiskIsTakenAsWhatItIs()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        QByteArray whole(1 << 20, '\0');
        whole.replace(at, bytes.size(), bytes);
        const ImageKind kind = kindOfWhole(whole);
        QCOMPARE(kind.use, ImageKind::Use::Disk);
        QCOMPARE(kind.format, QStringLiteral("raw"));
        QVERIFY2(kind.name.contains(name), qPrintable(kind.name));
        QVERIFY(checkIsDisk(kind, {}));
    }

    void aHybridIsoIsADiskAndAPlainOneIsNot()
    {
        QByteArray iso(1 << 20, '\0');
        iso.replace(32769, 5, "CD001");
        QCOMPARE(kindOfWhole(iso).use, ImageKind::Use::None);
        iso.replace(510, 2, "\x55\xaa");
        QCOMPARE(kindOfWhole(iso).use, ImageKind::Use::None); // no partition
        iso[462 + 12] = 1;
        const ImageKind hybrid = kindOfWhole(iso);
        QCOMPARE(hybrid.use, ImageKind::Use::Disk);
        QCOMPARE(hybrid.format, QStringLiteral("raw"));
        QVERIFY2(hybrid.name.contains(u"also a bootable disk"), qPrintable(hybrid.name));
    }

    void qemusOwnFilesAreKnown_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("option");
        QTest::newRow("qcow2") << "qcow2" << "compat=1.1";
        QTest::newRow("qcow2, version 2") << "qcow2" << "compat=0.10";
        QTest::newRow("qcow") << "qcow" << "";
        QTest::newRow("qed") << "qed" << "";
        QTest::newRow("vdi") << "vdi" << "";
        QTest::newRow("vhdx") << "vhdx" << "";
        QTest::newRow("vhd, growing") << "vpc" << "subformat=dynamic";
        QTest::newRow("vhd, fixed") << "vpc" << "subformat=fixed";
        QTest::newRow("vmdk") << "vmdk" << "subformat=monolithicSparse";
        QTest::newRow("vmdk, streams") << "vmdk" << "subformat=streamOptimized";
        QTest::newRow("vmdk, flat") << "vmdk" << "subformat=monolithicFlat";
        QTest::newRow("vmdk, split") << "vmdk" << "subformat=twoGbMaxExtentSparse";
        QTest::newRow("parallels") << "parallels" << "";
    }

    void qemusOwnFilesAreKnown()
    {
        if (!findProgram(QStringLiteral("qemu-img")))
            QSKIP("needs qemu-img");
        QFETCH(QString, format);
        QFETCH(QString, option);
        const QString path = at(QStringLiteral("disk.img"));
        QFile::remove(path);
        QStringList args{QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                         format};
        if (!option.isEmpty())
            args << QStringLiteral("-o") << option;
        const auto made = run({.program = QStringLiteral("qemu-img"),
                               .args = args + QStringList{path, QStringLiteral("8M")}});
        if (!made)
            QSKIP("this qemu-img cannot write it");
        const auto kind = readImageKind(path);
        QVERIFY(kind);
        QCOMPARE(kind->format, format);
        QCOMPARE(kind->use, format == u"qcow2" ? ImageKind::Use::Disk : ImageKind::Use::Convert);
        const auto found = ImageStore({}).find(path);
        QCOMPARE(found.has_value(), format == u"qcow2");
        QVERIFY(found || found.error().code == ErrorCode::Failed);
    }

    void aFileIsJudgedWhereverItIsCut()
    {
        for (const ImageSample &sample : imageSamples()) {
            for (qsizetype size = 0; size < std::min<qsizetype>(sample.whole.size(), 1200); ++size)
                QVERIFY(!kindOfWhole(sample.whole.left(size)).name.isEmpty());
        }
    }

    void aConversionNeverWritesOntoItsSource()
    {
        const ImageKind vdi{.use = ImageKind::Use::Convert,
                            .name = QStringLiteral("a VirtualBox disk (VDI)"),
                            .format = QStringLiteral("vdi"),
                            .remedy = {}};
        const auto refused = checkIsDisk(vdi, QStringLiteral("/a/b.qcow2"));
        QVERIFY(refused.error().hint.contains(u"/a/b.qcow2 /a/b-converted.qcow2"));
    }

    void whatIsNoFileIsNotFound()
    {
        QCOMPARE(readImageKind(at(QStringLiteral("none"))).error().code, ErrorCode::NotFound);
        QCOMPARE(readImageKind(m_dir.path()).error().code, ErrorCode::NotFound);
    }

    void anImageIsNamedAfterItsFile()
    {
        const auto name = [](const char *file) { return imageNameFor(QString::fromUtf8(file)); };
        QCOMPARE(name("/tmp/Debian 12 (cloud).raw.xz"), QStringLiteral("debian-12-cloud"));
        QCOMPARE(name("noble-server-cloudimg-amd64.img"),
                 QStringLiteral("noble-server-cloudimg-amd64"));
        QCOMPARE(name("a.qcow2"), QStringLiteral("a"));
        QCOMPARE(name(".qcow2"), QStringLiteral("qcow2"));
        QCOMPARE(name("\xc3\xa4.vmdk"), QStringLiteral("image"));
        for (const char *file : {"..", "/", "A/B/.x.tar.gz", "~", "x.ova"})
            QVERIFY2(checkImageName(name(file)), file);
    }
};

HYDRA_TEST_MAIN(TestImageKind)
#include "test_image_kind.moc"
