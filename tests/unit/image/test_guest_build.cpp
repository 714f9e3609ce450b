// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/guest/archive.h"
#include "core/image/boot_disk.h"
#include "core/image/container_archive.h"
#include "core/image/guest_build.h"
#include "core/image/mmdebstrap.h"
#include "core/image/recipe_digest.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>
#include <QThread>

using namespace hydra;

namespace {

const GuestRecipe trixie{QStringLiteral("debian-13"), QStringLiteral("trixie"),
                         QStringLiteral("amd64")};

QMap<QString, QByteArray> filesOf(const QByteArray &tar)
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("a.tar"));
    QMap<QString, QByteArray> files;
    if (!writeFileAtomically(path, tar))
        return files;
    (void)readArchive(
        path, [](const QString &) { return true; },
        [&](const QString &name, const QByteArray &content) { files[name] = content; });
    return files;
}

QString digest(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// Replaces PATH by a directory of programs during its lifetime.
class FakePath
{
public:
    FakePath() : m_before(qgetenv("PATH"))
    {
        qputenv("PATH", m_dir.path().toUtf8() + ":/usr/bin:/bin:/usr/sbin:/sbin");
    }
    ~FakePath() { qputenv("PATH", m_before); }
    void onlyThese() const { qputenv("PATH", m_dir.path().toUtf8()); }

    void add(const char *name, const QByteArray &script) const
    {
        const auto all = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
        if (!writeFileAtomically(m_dir.filePath(QLatin1String(name)), "#!/bin/sh\n" + script, all))
            qFatal("cannot write a fake program");
    }

private:
    QTemporaryDir m_dir;
    QByteArray m_before;
};

const char *const buildTools[] = {"mmdebstrap", "mkfs.ext4", "sfdisk",  "mformat",
                                  "mmd",        "mcopy",     "qemu-img"};

} // namespace

class TestGuestBuild : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recipesAreFoundByName()
    {
        QCOMPARE(*findGuestRecipe(QStringLiteral("debian-13"), QStringLiteral("amd64")), trixie);
        QCOMPARE(findGuestRecipe(QStringLiteral("debian-12"), QStringLiteral("arm64"))->suite,
                 QStringLiteral("bookworm"));
        const auto none = findGuestRecipe(QStringLiteral("debian-11"), QStringLiteral("amd64"));
        QCOMPARE(none.error().code, ErrorCode::NotFound);
        QVERIFY(none.error().hint.contains(u"debian-12"));
    }

    void anImageOfAnotherRecipeIsOutdated()
    {
        StoredImage image;
        image.name = QStringLiteral("debian-13");
        image.source = QStringLiteral("built from Debian packages (trixie, amd64)");
        QVERIFY(isOutdated(image, QStringLiteral("amd64"))); // from before digests were recorded
        image.recipeDigest = recipeDigest(trixie);
        QVERIFY(!isOutdated(image, QStringLiteral("amd64")));
        QVERIFY(isOutdated(image, QStringLiteral("arm64")));
        image.source = QStringLiteral("a file");
        QVERIFY(!isOutdated(image, QStringLiteral("arm64")));
        QVERIFY(recipeDigest(trixie) != recipeDigest(*findGuestRecipe(QStringLiteral("debian-12"),
                                                                      QStringLiteral("amd64"))));
    }

    void aMissingToolIsNamedWithItsPackage()
    {
        const FakePath path;
        for (const char *tool : buildTools) {
            if (QByteArrayView(tool) != "mcopy")
                path.add(tool, "exit 0\n");
        }
        for (const char *tool : {"tar", "unshare", "newuidmap"})
            path.add(tool, "exit 0\n");
        path.onlyThese();
        const QTemporaryDir dir;
        const auto built = buildGuest(ImageStore(dir.path()), trixie, {});
        QVERIFY(!built);
        QVERIFY2(built.error().what.contains(u"mcopy"), qPrintable(formatError(built.error())));
        QCOMPARE(built.error().hint, QStringLiteral("sudo apt-get install mtools"));
    }

    void theBuildNamesNoMirrorAndUsesNoShell()
    {
        const Command command =
            mmdebstrapCommand(trixie, QStringLiteral("/store dir/.tmp/w"), true);
        QCOMPARE(command.program, QStringLiteral("unshare"));
        QCOMPARE(command.args.value(0), QStringLiteral("--mount"));
        QCOMPARE(command.args.value(4), QStringLiteral("mmdebstrap"));
        QCOMPARE(mmdebstrapCommand(trixie, {}, false).program, QStringLiteral("mmdebstrap"));
        QCOMPARE(command.args.mid(command.args.size() - 2),
                 (QStringList{QStringLiteral("trixie"),
                              QStringLiteral("/store dir/.tmp/w/packages.tar")}));
        QVERIFY(command.args.contains(QStringLiteral("--mode=root")));
        QVERIFY(command.args.filter(QStringLiteral("://")).isEmpty());
        // mmdebstrap splits hooks at blanks, so they must not contain paths of this host.
        for (const QString &hook : command.args.filter(QStringLiteral("-hook=")))
            QVERIFY(!hook.contains(u"/store dir"));
        QCOMPARE(command.cwd, QStringLiteral("/store dir/.tmp/w"));
        QVERIFY(
            mmdebstrapCommand(trixie, {}, false).args.contains(QStringLiteral("--mode=unshare")));
    }

    void theGuestGetsTheKernelOfItsArchitecture()
    {
        GuestRecipe arm = trixie;
        arm.arch = QStringLiteral("arm64");
        QVERIFY(guestPackages(arm).contains(QStringLiteral("linux-image-arm64")));
        for (const char *name : {"login", "cloud-init", "containerd", "nftables", "busybox-static",
                                 "linux-image-amd64"})
            QVERIFY2(guestPackages(trixie).contains(QLatin1String(name)), name);
    }

    void progressNeverGoesBackAndNamesPackages()
    {
        MmdebstrapProgress reader;
        double last = 0;
        const auto read = [&](const char *line) {
            const auto progress = reader.read(line);
            if (!progress)
                return QString();
            if (progress->fraction < last)
                qFatal("progress went back at %s", line);
            last = progress->fraction;
            return progress->words;
        };
        QVERIFY(!reader.read("I: chroot architecture amd64 is equal to the host's architecture"));
        QCOMPARE(read("I: running apt-get update..."), QStringLiteral("Reading package lists"));
        QVERIFY(!reader.read("Get:4 http://h/debian trixie/main amd64 Packages [9679 kB]"));
        QCOMPARE(read("I: downloading packages with apt..."),
                 QStringLiteral("Downloading base packages"));
        (void)read("0 upgraded, 69 newly installed, 0 to remove and 0 not upgraded.");
        QCOMPARE(read("Get:1 http://h/debian trixie/main amd64 libc6 amd64 2.41-12 [2850 kB]"),
                 QStringLiteral("Downloading libc6"));
        (void)read("I: installing remaining packages inside the chroot...");
        const double from = last;
        (void)read("0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.");
        QCOMPARE(read("Unpacking libgmp10:amd64 (2:6.3.0) ..."),
                 QStringLiteral("Unpacking libgmp10"));
        QVERIFY(last > from);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(read("Setting up mawk (1.3.4) ..."), QStringLiteral("Setting up mawk"));
        QVERIFY(last < 0.93);
        (void)read("I: creating tarball...");
        QVERIFY(last > 0.93 && last < 1);
    }

    void theDiskHasAnEspAndTheRootLast()
    {
        const BootDisk disk{QStringLiteral("/w/disk.raw"), QStringLiteral("amd64"),
                            QStringLiteral("R"),           QStringLiteral("D"),
                            QStringLiteral("6.1"),         MemorySize::mib(1024),
                            MemorySize::mib(100)};
        QCOMPARE(
            partitionScript(disk),
            QByteArray(
                "label: gpt\nlabel-id: D\n"
                "start=2048, size=204800, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=esp\n"
                "start=206848, size=1888256, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, "
                "uuid=R, name=root\n"));
        QCOMPARE(
            loaderEntry(disk),
            QByteArray("title   Debian\nversion 6.1\nlinux   /hydra/6.1/linux\n"
                       "initrd  /hydra/6.1/initrd\n"
                       "options root=PARTUUID=R rw console=tty0 console=ttyS0 no_timer_check\n"));
        const Command mkfs = rootFileSystemCommand(disk, QStringLiteral("/w/root"));
        QVERIFY(
            mkfs.args.contains(QStringLiteral("offset=105906176,lazy_itable_init=0,nodiscard")));
        QCOMPARE(mkfs.args.last(), QStringLiteral("944128k"));
        QVERIFY(fstab(disk).startsWith("PARTUUID=R / ext4"));
    }

    void armBootsByItsOwnNameAndSerialPort()
    {
        BootDisk disk;
        disk.arch = QStringLiteral("arm64");
        QCOMPARE(loaderFileName(disk.arch), QStringLiteral("BOOTAA64.EFI"));
        QVERIFY(loaderEntry(disk).contains("console=ttyAMA0"));
        QVERIFY(partitionScript(disk).contains("B921B045-1DF0-41C3-AF44-4C6F280D3FAE"));
    }

    void preloadedImagesAreWhatDockerSaveWrites()
    {
        const auto archive = makePreloadedImages("busybox's bytes", QStringLiteral("amd64"));
        const auto files = filesOf(*archive);
        const QJsonArray manifest =
            QJsonDocument::fromJson(files[QStringLiteral("manifest.json")]).array();
        QCOMPARE(manifest.size(), 2);
        QCOMPARE(manifest[0][u"RepoTags"][0].toString(),
                 QStringLiteral("registry.k8s.io/pause:3.8"));
        QCOMPARE(manifest[1][u"RepoTags"][0].toString(),
                 QStringLiteral("localhost/hydra/thermostat:1"));
        for (const QJsonValue &image : manifest) {
            const QByteArray config = files[image[u"Config"].toString()];
            QCOMPARE(image[u"Config"].toString(), digest(config) + QStringLiteral(".json"));
            const QJsonObject json = QJsonDocument::fromJson(config).object();
            const QJsonArray layers = image[u"Layers"].toArray();
            const QJsonArray ids = json[u"rootfs"][u"diff_ids"].toArray();
            QCOMPARE(layers.size(), ids.size());
            for (qsizetype i = 0; i < layers.size(); ++i)
                QCOMPARE(ids[i].toString(),
                         QStringLiteral("sha256:") + digest(files[layers[i].toString()]));
            QCOMPARE(filesOf(files[layers[0].toString()])[QStringLiteral("bin/busybox")],
                     QByteArray("busybox's bytes"));
        }
        // Two configurations, the shared layer once, two layers of their own, the manifest.
        QCOMPARE(files.size(), 2 + 1 + 2 + 1);
    }

    void aFailingToolLeavesNothingBehindAndItsWordsAreKept()
    {
        const FakePath path;
        for (const char *tool : buildTools)
            path.add(tool, "echo no such suite >&2; exit 3\n");
        const QTemporaryDir dir;
        const auto built = buildGuest(ImageStore(dir.path()), trixie, {});
        QVERIFY(!built);
        QVERIFY2(built.error().details.contains(u"no such suite"),
                 qPrintable(built.error().details));
        QVERIFY(QDir(dir.filePath(QStringLiteral(".tmp"))).isEmpty());
        QVERIFY(ImageStore(dir.path()).list()->empty());
    }

    void aCancelledBuildEndsAtOnceAndLeavesNothingBehind()
    {
        const FakePath path;
        for (const char *tool : buildTools)
            path.add(tool, "echo I: running apt-get update; exec sleep 60\n");
        const QTemporaryDir dir;
        JobContext job;
        job.progress = [&](const Progress &) { job.cancel.cancel(); };
        const auto built = buildGuest(ImageStore(dir.path()), trixie, job);
        QVERIFY(!built);
        QCOMPARE(built.error().code, ErrorCode::Cancelled);
        QVERIFY(QDir(dir.filePath(QStringLiteral(".tmp"))).isEmpty());
    }
};

HYDRA_TEST_MAIN(TestGuestBuild)
#include "test_guest_build.moc"
