// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/store.h"
#include "core/process/run.h"
#include "tests/cli/world.h"
#include "tests/support/image_samples.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QThread>

#include <csignal>
#include <functional>
#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// The images that people give, and what happens when they are no disks, are missing, or change.
class TestCliImages : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    [[nodiscard]] Outcome hydractl(const char *line) const
    {
        return m_world->hydractl(words(line).split(u' '));
    }
    [[nodiscard]] Outcome up(const QString &lab, const char *option = nullptr) const
    {
        QStringList args{words("up"), lab};
        if (option)
            args << words(option);
        return m_world->hydractl(args);
    }
    /// A lab whose only VM has the image FILE.
    [[nodiscard]] QString labOf(const QString &file, const QByteArray &more = {}) const
    {
        return m_world->writeLab(words("home"),
                                 "  - name: hub\n    image: '" + file.toUtf8() + "'\n" + more);
    }
    [[nodiscard]] QByteArray warningsOf(const QString &lab) const
    {
        return m_world->hydractl({words("plan"), lab}).errorOutput;
    }
    /// A raw disk of MIB MiB with a boot sector.
    [[nodiscard]] QString rawDisk(int mib, char content = '\0') const
    {
        QByteArray disk(qsizetype(mib) << 20, content);
        disk.replace(510, 2, "\x55\xaa");
        return m_world->write(words("base.raw"), disk);
    }
    /// Programs that seem to be all that a build needs. mmdebstrap goes on until the file END is
    /// there, then fails.
    void fakeBuildTools() const
    {
        const QByteArray begun = m_world->path(words("begun")).toUtf8();
        const QByteArray end = m_world->path(words("end")).toUtf8();
        for (const char *tool : {"mkfs.ext4", "sfdisk", "mformat", "mmd", "mcopy", "newuidmap"})
            addProgram(tool, "exit 0");
        addProgram("mmdebstrap", "echo x >>'" + begun + "'; echo 'I: running apt-get update...' " +
                                     ">&2; while ! [ -e '" + end +
                                     "' ]; do sleep 0.1; done; echo no such suite >&2; exit 1");
        // The build runs mmdebstrap in a mount namespace, which needs no rights here.
        addProgram("unshare", "while [ \"$1\" != -- ] && [ \"$1\" != mmdebstrap ]; do shift; done; "
                              "[ \"$1\" = -- ] && shift; exec \"$@\"");
    }
    void addProgram(const char *name, const QByteArray &script) const
    {
        const QString file =
            m_world->write(words("bin/") + words(name), "#!/bin/sh\n" + script + "\n");
        QFile::setPermissions(file, QFile::permissions(file) | QFile::ExeOwner | QFile::ExeUser);
    }
    [[nodiscard]] bool waitFor(const std::function<bool()> &holds) const
    {
        for (int i = 0; i < 600 && !holds(); ++i)
            QThread::msleep(50);
        return holds();
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
    }

    void aPlanNamesWhatIsNoDiskAndSaysWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("whole");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("cure");
        for (const ImageSample &sample : imageSamples())
            QTest::newRow(sample.file) << sample.whole << sample.kind << sample.cure;
    }

    void aPlanNamesWhatIsNoDiskAndSaysWhatToDo()
    {
        QFETCH(QByteArray, whole);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, cure);
        const QString file = m_world->write(QString::fromLatin1(QTest::currentDataTag()), whole);
        const QString lab = labOf(file);
        const QByteArray warnings = warningsOf(lab);
        QVERIFY2(warnings.contains(kind) && warnings.contains(cure) &&
                     warnings.contains(file.toUtf8()),
                 warnings.constData());
        HYDRA_REFUSES(up(lab), 1, kind, cure);
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void validateSaysThatAnImageIsNoDisk()
    {
        const QString page =
            m_world->write(words("page.qcow2"), "<!doctype html><html>Sign in</html>");
        const Outcome judged = m_world->hydractl({words("validate"), labOf(page)});
        HYDRA_EXITS(judged, 0); // the lab file is good
        QVERIFY2(judged.errorOutput.contains("web page"), judged.words().constData());
        const Outcome missing = m_world->hydractl({words("validate"), labOf(words("/no/such"))});
        QVERIFY2(!missing.errorOutput.contains("warning"), missing.words().constData());
    }

    void aPackedForeignDiskBecomesAnImage()
    {
        const QString raw = rawDisk(4);
        HYDRA_EXITS(m_world->hydractl({words("image"), words("add"), raw}), 0);
        const auto converted =
            run({.program = words("qemu-img"),
                 .args = {words("convert"), words("-f"), words("raw"), words("-O"), words("vmdk"),
                          raw, m_world->path(words("foreign.vmdk"))}});
        QVERIFY(converted);
        QVERIFY(run({.program = words("gzip"), .args = {m_world->path(words("foreign.vmdk"))}}));
        const QString packed = m_world->path(words("foreign.vmdk.gz"));
        HYDRA_REFUSES(up(labOf(packed)), 1, "hydractl image add " + packed.toUtf8(),
                      "--name foreign");
        HYDRA_EXITS(m_world->hydractl({words("image"), words("add"), packed}), 0);
        HYDRA_EXITS(hydractl("image verify"), 0);
        HYDRA_EXITS(up(labOf(words("foreign"))), 0);
        HYDRA_REFUSES(m_world->hydractl({words("image"), words("add"), packed}), 4, "foreign",
                      "--name");
        HYDRA_REFUSES(hydractl("image add /no/such.img"), 3, "/no/such.img");
    }

    void anImageNotInTheStoreSaysWhatCouldBeTaken()
    {
        const QString lab = labOf(words("no-such-image"));
        HYDRA_REFUSES(up(lab), 1, "hydractl image add FILE --name no-such-image",
                      "hub image=debian-13");
        HYDRA_REFUSES(up(labOf(words("/no/such.qcow2"))), 1, "put the file there");
        HYDRA_REFUSES(hydractl("run --image no-such-image"), 3, "hydractl image add FILE");
    }

    void aBaseThatChangedBelowItsDiskAsks_data()
    {
        QTest::addColumn<int>("mib");
        QTest::addColumn<char>("content");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("content") << 4 << 'x' << QByteArray("was written to on");
        QTest::newRow("size") << 5 << '\0' << QByteArray("5242880 bytes and had 4194304 bytes");
    }

    void aBaseThatChangedBelowItsDiskAsks()
    {
        QFETCH(int, mib);
        QFETCH(char, content);
        QFETCH(QByteArray, said);
        const QString lab = labOf(rawDisk(4));
        HYDRA_EXITS(up(lab), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        HYDRA_EXITS(up(lab), 0); // nothing changed, nothing is asked
        HYDRA_EXITS(hydractl("kill home"), 0);
        const QString disk = m_world->path(words("state/hydra/home/hub/disk.qcow2"));
        const QByteArray before = m_world->read(disk);
        QThread::msleep(20);
        (void)rawDisk(mib, content);
        QVERIFY(warningsOf(lab).contains(said));
        HYDRA_REFUSES(up(lab), 4, said, "--keep-disk", "--fresh-disk");
        QCOMPARE(m_world->read(disk), before);
        HYDRA_EXITS(up(lab, "--keep-disk"), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        HYDRA_EXITS(up(lab), 0); // the answer is remembered
        HYDRA_EXITS(hydractl("kill home"), 0);
        QCOMPARE(m_world->read(disk), before);
        HYDRA_EXITS(up(lab, "--fresh-disk"), 0);
    }

    void aBaseOfAnotherFormatCannotBeKept()
    {
        const QString lab = labOf(rawDisk(4));
        HYDRA_EXITS(up(lab), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        const QString disk = m_world->path(words("state/hydra/home/hub/disk.qcow2"));
        const QByteArray before = m_world->read(disk);
        const QString file = m_world->path(words("base.raw"));
        QVERIFY(QFile::remove(file) && QFile::copy(m_world->image(), file));
        HYDRA_REFUSES(up(lab), 4, "is now qcow2 and was raw", "--fresh-disk");
        HYDRA_REFUSES(up(lab, "--keep-disk"), 4, "is now qcow2 and was raw");
        QCOMPARE(m_world->read(disk), before);
        HYDRA_EXITS(up(lab, "--fresh-disk"), 0);
    }

    void imageSha512IsComparedWithAFileAlsoOnceItsDiskIsThere()
    {
        const QString file = rawDisk(4);
        const QByteArray digest =
            QCryptographicHash::hash(m_world->read(file), QCryptographicHash::Sha512).toHex();
        const QByteArray key = "    image_sha512: ";
        HYDRA_REFUSES(up(labOf(file, key + QByteArray(128, 'a') + "\n")), 1,
                      "another SHA-512 than image_sha512 says: " + digest, file.toUtf8());
        QCOMPARE(m_world->launches().size(), size_t(0));
        const QString lab = labOf(file, key + digest + "\n");
        HYDRA_EXITS(up(lab), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        const QString record = m_world->path(words("state/hydra/home/hub/disk.base.json"));
        QVERIFY(m_world->read(record).contains(digest));
        HYDRA_EXITS(up(lab), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        QThread::msleep(20);
        (void)rawDisk(4, 'x');
        HYDRA_REFUSES(up(lab), 1, "another SHA-512 than image_sha512 says");
    }

    void aDiskOfAnEarlierHydraIsTakenAsItIs()
    {
        const QString lab = labOf(rawDisk(4));
        HYDRA_EXITS(up(lab), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        const QString record = m_world->path(words("state/hydra/home/hub/disk.base.json"));
        QVERIFY(QFile::remove(record));
        HYDRA_EXITS(up(lab), 0);
        QVERIFY(QFile::exists(record));
    }

    void aDiskSizeBelowTheImagesIsRefused()
    {
        const QString lab = labOf(m_world->image(), "    disk_size: 2\n");
        const QByteArray warnings = warningsOf(lab);
        QVERIFY2(warnings.contains("2 GiB is less than its image has, 3 GiB"),
                 warnings.constData());
        HYDRA_REFUSES(up(lab), 1, "disk_size: 2 GiB", "3 GiB", "write 3 or more");
        HYDRA_REFUSES(up(lab, "--fresh-disk"), 1, "write 3 or more");
        QCOMPARE(m_world->launches().size(), size_t(0));
        HYDRA_EXITS(up(labOf(m_world->image(), "    disk_size: 3\n")), 0);
    }

    void twoBuildsOfOneImageAreOne()
    {
        fakeBuildTools();
        const QStringList build{words("image"), words("build"), words("debian-13")};
        Child first(m_world->command(build));
        QVERIFY(waitFor([this] { return m_world->read(words("begun")) == "x\n"; }));
        Child second(m_world->command(build));
        Child starting(m_world->command({words("up"), labOf(words("debian-13"))}));
        QThread::msleep(1500); // for both to look for progress more than once
        QFile::link(m_world->image(), m_world->path(words("end")));
        const Outcome one = first.finish();
        QVERIFY2(one.errorOutput.contains("no such suite"), one.words().constData());
        for (Child *child : {&second, &starting}) {
            const Outcome other = child->finish();
            HYDRA_EXITS(other, 1);
            QVERIFY2(other.errorOutput.contains("(begun before by another command)"),
                     other.words().constData());
            QVERIFY2(other.errorOutput.contains("no such suite"), other.words().constData());
        }
        QCOMPARE(m_world->read(words("begun")), QByteArray("x\n"));
    }

    void whenABuildIsKilledTheOneThatFollowedTakesOver()
    {
        fakeBuildTools();
        const QStringList build{words("image"), words("build"), words("debian-13")};
        Child first(m_world->command(build));
        QVERIFY(waitFor([this] { return m_world->read(words("begun")) == "x\n"; }));
        Child second(m_world->command(build));
        QThread::msleep(1000);
        first.signal(SIGKILL);
        (void)first.finish();
        QVERIFY(waitFor([this] { return m_world->read(words("begun")) == "x\nx\n"; }));
        QFile::link(m_world->image(), m_world->path(words("end")));
        HYDRA_EXITS(second.finish(), 1);
        QVERIFY(QDir(m_world->paths().imagesDir() + words("/.tmp")).isEmpty());
    }
};

HYDRA_TEST_MAIN(TestCliImages)
#include "test_cli_images.moc"
