// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/add_image.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

using namespace hydra;

namespace {

const QString kName = QStringLiteral("mine");

bool runs(const QString &program, const QStringList &args, const QString &cwd = {})
{
    const auto ran = run({.program = program, .args = args, .cwd = cwd});
    if (!ran)
        qWarning().noquote() << formatError(ran.error()) << ran.error().details;
    return ran.has_value();
}

QString text(const char *words)
{
    return QString::fromLatin1(words);
}

} // namespace

/// A disk image of any kind that can become one of the store does, and the rest is refused.
class TestAddImage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString at(const QString &name) const { return m_dir->filePath(name); }
    [[nodiscard]] QString at(const char *name) const { return m_dir->filePath(text(name)); }
    [[nodiscard]] ImageStore store() const { return ImageStore(at("images")); }
    [[nodiscard]] Result<StoredImage> added(const QString &file, const JobContext &job = {}) const
    {
        return addImageFile(store(), file, kName, job);
    }
    /// A raw disk of SIZE, all of which but its boot sector is a hole.
    void writeSparseDisk(const QString &path, qint64 size) const
    {
        QFile file(path);
        QByteArray sector(512, '\0');
        sector.replace(510, 2, "\x55\xaa");
        if (!file.open(QIODevice::WriteOnly) || file.write(sector) != sector.size() ||
            !file.resize(size))
            qFatal("cannot write");
    }
    /// A raw disk of 4 MiB with a boot sector, most of it empty.
    [[nodiscard]] QString rawDisk() const
    {
        QByteArray disk(4 << 20, '\0');
        disk.replace(0, 4, "boot");
        disk.replace(510, 2, "\x55\xaa");
        disk.replace(3 << 20, 4, "data");
        if (!writeFileAtomically(at("disk.raw"), disk))
            qFatal("cannot write");
        return at("disk.raw");
    }
    /// Whether the disk of an image has what a raw disk has.
    [[nodiscard]] bool isSame(const StoredImage &image, const QString &disk) const
    {
        return runs(text("qemu-img"), {text("compare"), text("-q"), text("-f"), image.format,
                                       text("-F"), text("raw"), image.path, disk});
    }
    [[nodiscard]] bool nothingWasLeft() const
    {
        return store().list()->empty() && QDir(at("images/.tmp")).isEmpty();
    }

private Q_SLOTS:
    void init()
    {
        if (!findProgram(text("qemu-img")))
            QSKIP("needs qemu-img");
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void aRawDiskIsCopiedAndStaysWhereItIs()
    {
        const auto image = added(rawDisk());
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QCOMPARE(image->format, text("raw"));
        QCOMPARE(image->virtualSize, MemorySize::mib(4));
        QVERIFY(isSame(*image, rawDisk()));
        QVERIFY(QFileInfo(at("disk.raw")).isWritable());
        QVERIFY(QDir(at("images/.tmp")).isEmpty());
        const auto again = added(rawDisk());
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        QVERIFY(again.error().hint.contains(u"--name"));
    }

    void aDiskOfAnotherProgramIsConverted_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"vmdk", "vdi", "vpc", "vhdx", "qcow", "qed"})
            QTest::newRow(format) << text(format);
    }

    void aDiskOfAnotherProgramIsConverted()
    {
        QFETCH(QString, format);
        const QString raw = rawDisk();
        const auto made = run({.program = text("qemu-img"),
                               .args = {text("convert"), text("-f"), text("raw"), text("-O"),
                                        format, raw, at("other.img")}});
        if (!made)
            QSKIP("this qemu-img cannot write it");
        const auto image = added(at("other.img"));
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QCOMPARE(image->format, text("qcow2"));
        QVERIFY(isSame(*image, raw));
    }

    void whatIsPackedIsUnpacked_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("args");
        QTest::addColumn<QString>("packed");
        QTest::newRow("gzip") << "gzip" << QStringList{text("-k"), text("disk.raw")}
                              << "disk.raw.gz";
        QTest::newRow("xz") << "xz" << QStringList{text("-k"), text("disk.raw")} << "disk.raw.xz";
        QTest::newRow("bzip2") << "bzip2" << QStringList{text("-k"), text("disk.raw")}
                               << "disk.raw.bz2";
        QTest::newRow("zstd") << "zstd" << QStringList{text("-q"), text("disk.raw")}
                              << "disk.raw.zst";
        const QStringList names{text("README"), text("disk.raw")};
        QTest::newRow("tar.gz") << "tar" << QStringList{text("-czf"), text("a.tgz")} + names
                                << "a.tgz";
        QTest::newRow("zip") << "zip" << QStringList{text("-q"), text("a.zip")} + names << "a.zip";
        QTest::newRow("7z") << "7z" << QStringList{text("a"), text("a.7z")} + names << "a.7z";
    }

    void whatIsPackedIsUnpacked()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, args);
        QFETCH(QString, packed);
        if (!findProgram(program))
            QSKIP("its packer is not here");
        const QString raw = rawDisk();
        QVERIFY(writeFileAtomically(at("README"), "An image of mine.\n"));
        QVERIFY(runs(program, args, m_dir->path()));
        const auto image = added(at(packed));
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QVERIFY(isSame(*image, raw));
        QVERIFY(QDir(at("images/.tmp")).isEmpty());
    }

    void theHoleAtTheEndOfASparseDiskIsKept_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"gnu", "posix"})
            QTest::newRow(format) << text(format);
    }

    void theHoleAtTheEndOfASparseDiskIsKept()
    {
        QFETCH(const QString, format);
        writeSparseDisk(at("disk.raw"), 8 << 20);
        QVERIFY(runs(text("tar"),
                     {text("--format"), format, text("-Scf"), text("a.tar"), text("disk.raw")},
                     m_dir->path()));
        const auto image = added(at("a.tar"));
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QVERIFY(isSame(*image, at("disk.raw")));
        QVERIFY(image->virtualSize == MemorySize::mib(8));
    }

    void anArchiveOfSeveralDisksAsksWhich()
    {
        QVERIFY(QFile::copy(rawDisk(), at("other.raw")));
        QVERIFY(runs(text("tar"), {text("-cf"), text("a.tar"), text("disk.raw"), text("other.raw")},
                     m_dir->path()));
        const auto image = added(at("a.tar"));
        QCOMPARE(image.error().code, ErrorCode::Conflict);
        QVERIFY(image.error().what.contains(u"disk.raw, other.raw"));
        QVERIFY(nothingWasLeft());
    }

    void filesOfTheSameNameInAnArchiveAreNotMixedUp()
    {
        QVERIFY(QDir().mkpath(at("box/notes")) && QDir().mkpath(at("box/system")));
        QVERIFY(writeFileAtomically(at("box/notes/disk.raw"), "Notes on the disk.\n"));
        QVERIFY(QFile::copy(rawDisk(), at("box/system/disk.raw")));
        QVERIFY(runs(text("tar"),
                     {text("-cf"), text("a.tar"), text("box/notes/disk.raw"),
                      text("box/system/disk.raw"), text("box/system/disk.raw")},
                     m_dir->path()));
        const auto image = added(at("a.tar"));
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QVERIFY(isSame(*image, rawDisk()));
    }

    void disksOfTheSameNameAreToldApart()
    {
        QVERIFY(QDir().mkpath(at("old")) && QDir().mkpath(at("new")));
        QVERIFY(QFile::copy(rawDisk(), at("old/disk.raw")) &&
                QFile::copy(rawDisk(), at("new/disk.raw")));
        QVERIFY(runs(text("tar"), {text("-cf"), text("a.tar"), text("old"), text("new")},
                     m_dir->path()));
        const auto image = added(at("a.tar"));
        QCOMPARE(image.error().code, ErrorCode::Conflict);
        QVERIFY2(image.error().what.contains(u"new/disk.raw, old/disk.raw"),
                 qPrintable(image.error().what));
    }

    void anArchiveWithoutADiskOrCutOffIsRefused()
    {
        QVERIFY(writeFileAtomically(at("README"), "An image of mine.\n"));
        QVERIFY(runs(text("tar"), {text("-czf"), text("a.tgz"), text("README")}, m_dir->path()));
        QVERIFY(added(at("a.tgz")).error().what.contains(u"no disk"));
        QVERIFY(runs(text("gzip"), {text("-k"), rawDisk()}));
        QFile whole(at("disk.raw.gz"));
        QVERIFY(whole.resize(whole.size() / 2));
        QVERIFY(!added(at("disk.raw.gz")));
        QVERIFY(nothingWasLeft());
    }

    void aDownloadCannotBringOtherFilesOfThisHostIn()
    {
        const QString secret = rawDisk();
        QVERIFY(QDir().mkpath(at("downloads")));
        QVERIFY(writeFileAtomically(at("downloads/evil.vmdk"),
                                    "# Disk DescriptorFile\nversion=1\nCID=fffffffe\n"
                                    "parentCID=ffffffff\ncreateType=\"monolithicFlat\"\n"
                                    "RW 8192 FLAT \"" +
                                        secret.toUtf8() + "\" 0\n"));
        QVERIFY(added(at("downloads/evil.vmdk")).error().what.contains(u"files elsewhere"));
        const auto base = store().find(secret);
        QVERIFY(base && createOverlay(at("downloads/evil.qcow2"), *base, {}));
        QVERIFY(added(at("downloads/evil.qcow2")).error().what.contains(u"files elsewhere"));
        QVERIFY(nothingWasLeft());
    }

    void theDataBesideADescriptionIsItsOwn()
    {
        const QString raw = rawDisk();
        QVERIFY(runs(text("qemu-img"),
                     {text("convert"), text("-f"), text("raw"), text("-O"), text("vmdk"),
                      text("-o"), text("subformat=monolithicFlat"), raw, at("flat.vmdk")}));
        const auto image = added(at("flat.vmdk"));
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QVERIFY(isSame(*image, raw));
    }

    void cancellingLeavesNothing()
    {
        QVERIFY(runs(text("gzip"), {text("-k"), rawDisk()}));
        for (const QString &file : {at("disk.raw"), at("disk.raw.gz")}) {
            JobContext job;
            job.progress = [&job](const Progress &) { job.cancel.cancel(); };
            job.cancel.cancel();
            QCOMPARE(added(file, job).error().code, ErrorCode::Cancelled);
            QVERIFY(nothingWasLeft());
        }
    }

    void whatIsNoDiskIsRefusedWithItsName()
    {
        QVERIFY(writeFileAtomically(at("page.qcow2"), "<!doctype html><html></html>"));
        const auto refused = added(at("page.qcow2"));
        QVERIFY2(refused.error().what.contains(u"web page"), qPrintable(refused.error().what));
        QCOMPARE(addImageFile(store(), rawDisk(), text("../x"), {}).error().code,
                 ErrorCode::Invalid);
        QCOMPARE(added(at("nosuch")).error().code, ErrorCode::NotFound);
        QVERIFY(nothingWasLeft());
    }
};

HYDRA_TEST_MAIN(TestAddImage)
#include "test_add_image.moc"
