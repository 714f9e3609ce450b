// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle_manifest.h"
#include "core/config/read_lab.h"
#include "core/process/find_program.h"
#include "tests/support/test_main.h"
#include "tests/unit/bundle/bundle_home.h"

using namespace hydra;
using namespace hydra::test;

/// Labs that leave one machine and arrive on another.
class TestBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!findProgram(QStringLiteral("qemu-io")))
            QSKIP("QEMU is not installed");
    }

    void aLabAndItsImagesArriveAsTheyLeft()
    {
        const BundleHome from;
        from.addImage(QStringLiteral("base"));
        const auto exported = from.exported(from.lab(kLab));
        QVERIFY2(exported, qPrintable(exported ? QString() : formatError(exported.error())));
        QCOMPARE(QFileInfo(from.bundle()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        const BundleHome to;
        const auto imported = to.imported(from.bundle());
        QVERIFY2(imported, qPrintable(imported ? QString() : formatError(imported.error())));
        QCOMPARE(*readFile(to.path(QStringLiteral("got.yaml"))), kLab);
        const auto image = to.store().find(QStringLiteral("base"));
        QVERIFY(image);
        QCOMPARE(image->sha512, from.store().find(QStringLiteral("base"))->sha512);
        QVERIFY(image->containerd);
        QVERIFY(to.store().verify(*image, {}));
        QVERIFY(QDir(to.environment.paths.imagesDir() + QStringLiteral("/.tmp")).isEmpty());
    }

    void aFrozenGuestKeepsItsMemoryAndItsHoles()
    {
        const BundleHome from;
        from.addFrozen(QStringLiteral("base"));
        QVERIFY(from.exported(from.lab(kLab)));
        QVERIFY(QFileInfo(from.bundle()).size() < 1 << 20);
        const BundleHome to;
        const auto imported = to.imported(from.bundle());
        QVERIFY2(imported, qPrintable(imported ? QString() : formatError(imported.error())));
        const auto image = to.store().find(QStringLiteral("base"));
        QVERIFY(image && image->frozen);
        QVERIFY(to.store().verify(*image, {}));
        const auto used = run({QStringLiteral("du"), {QStringLiteral("-k"), image->memoryFile()}});
        QVERIFY(used && used->output.split('\t').front().toInt() < 1024);
    }

    void secretsStayUnlessTheyAreAskedFor()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        const LoadedTarget lab = home.lab(
            "# pw is hunter2\nname: home\ncommon: {password: hunter2, salt: abcdefgh}\nvms:\n"
            "  - {name: hub, image: base, user_data: {chpasswd: {list: [\"a:hunter2\"]}},\n"
            "     registries: [{host: quay.io, username: me, password: abcdefghi}]}\n");
        const auto notes = home.exported(lab);
        QVERIFY(notes);
        QVERIFY2(notes->join(u' ').contains(QStringLiteral("password, salt, quay.io's password")),
                 qPrintable(notes->join(u'\n')));
        const BundleHome to;
        QVERIFY(to.imported(home.bundle()));
        const QByteArray text = *readFile(to.path(QStringLiteral("got.yaml")));
        QVERIFY2(!text.contains("hunter2") && !text.contains("abcdefgh"), text.constData());
        const auto all = home.exported(lab, true);
        QVERIFY(all && all->isEmpty());
        const BundleHome other;
        QVERIFY(other.imported(home.bundle()));
        QCOMPARE(*readFile(other.path(QStringLiteral("got.yaml"))), lab.lab.text);
    }

    void anImageFileBecomesAnImageOfTheStore()
    {
        const BundleHome home;
        QVERIFY(createDisk(home.path(QStringLiteral("c/labs/My Disk.qcow2")), MemorySize::mib(4)));
        const auto notes =
            home.exported(home.lab("name: home\nvms: [{name: hub, image: \"./My Disk.qcow2\"}]\n"));
        QVERIFY2(notes, qPrintable(notes ? QString() : formatError(notes.error())));
        const BundleHome to;
        QVERIFY(to.imported(home.bundle()));
        QVERIFY(to.store().find(QStringLiteral("my-disk")));
        QCOMPARE(readLab(*readFile(to.path(QStringLiteral("got.yaml"))), QStringLiteral("x.yaml"))
                     ->vms[0]
                     .image,
                 QStringLiteral("my-disk"));
    }

    void anUnknownImageIsNamedAndNothingIsWritten()
    {
        const BundleHome home;
        const auto exported = home.exported(home.lab(kLab));
        QCOMPARE(exported.error().code, ErrorCode::NotFound);
        QVERIFY(!QFileInfo::exists(home.bundle()));
    }

    void aDamagedImageIsNotExported()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        QFile file(home.store().find(QStringLiteral("base"))->path);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1) && file.putChar('x'));
        file.close();
        const auto exported = home.exported(home.lab(kLab));
        QVERIFY(!exported && exported.error().what.contains(QStringLiteral("SHA-512")));
        QCOMPARE(QDir(home.dir.path())
                     .entryList({QStringLiteral(".home*"), QStringLiteral("home.hydra")},
                                QDir::Files | QDir::Hidden),
                 QStringList());
    }

    void anImageThatIsThereIsKeptWhenItIsTheSame()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        QVERIFY(home.exported(home.lab(kLab)));
        const auto notes = home.imported(home.bundle());
        QVERIFY2(notes, qPrintable(notes ? QString() : formatError(notes.error())));
        QVERIFY(notes->join(u' ').contains(QStringLiteral("already")));
        QVERIFY(QFileInfo::exists(home.path(QStringLiteral("got.yaml"))));
    }

    void anotherImageOfThatNameIsAConflict()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"), "1");
        QVERIFY(home.exported(home.lab(kLab)));
        const BundleHome to;
        to.addImage(QStringLiteral("base"), "2");
        const auto imported = to.imported(home.bundle());
        QCOMPARE(imported.error().code, ErrorCode::Conflict);
        QVERIFY(imported.error().hint.contains(QStringLiteral("hydractl image remove base")));
        QVERIFY(!QFileInfo::exists(to.path(QStringLiteral("got.yaml"))));
    }

    void aLabFileIsNotReplaced()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        QVERIFY(home.exported(home.lab(kLab)));
        QVERIFY(writeFileAtomically(home.path(QStringLiteral("got.yaml")), "mine"));
        QCOMPARE(home.imported(home.bundle()).error().code, ErrorCode::Conflict);
        QCOMPARE(*readFile(home.path(QStringLiteral("got.yaml"))), QByteArray("mine"));
    }

    void aCancelledExportLeavesNothing()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        JobContext job;
        job.progress = [&job](const Progress &) { job.cancel.cancel(); };
        job.cancel.cancel();
        const auto exported =
            exportBundle(home.environment, home.lab(kLab), {home.bundle(), false, {}}, job);
        QCOMPARE(exported.error().code, ErrorCode::Cancelled);
        QCOMPARE(QDir(home.dir.path())
                     .entryList({QStringLiteral(".home*"), QStringLiteral("home.hydra")},
                                QDir::Files | QDir::Hidden),
                 QStringList());
    }

    void whatAKilledExportLeftIsRemoved()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        // The name says that pid 1 made it, but with another start time.
        const QString left = home.path(QStringLiteral(".home.hydra.1-0123456789-01234567.part"));
        QVERIFY(writeFileAtomically(left, "half"));
        QVERIFY(home.exported(home.lab(kLab)));
        QVERIFY(!QFileInfo::exists(left));
    }

    void aManifestIsReadAsItWasWritten()
    {
        const QString digest(128, u'a');
        const BundleManifest manifest{1,
                                      QStringLiteral("1.2"),
                                      QStringLiteral("home"),
                                      {QStringLiteral("lab.yaml"), 10, digest},
                                      {{QStringLiteral("a"),
                                        {{QStringLiteral("images/a.json"), 5, digest},
                                         {QStringLiteral("images/a.qcow2"), 1LL << 40, digest}}}}};
        const auto read = bundleManifestFromJson(toJson(manifest));
        QVERIFY2(read, qPrintable(read ? QString() : formatError(read.error())));
        QCOMPARE(*read == manifest, true);
        const QByteArray text = toJson(manifest);
        for (qsizetype size = 0; size < text.trimmed().size(); ++size)
            QVERIFY(!bundleManifestFromJson(text.left(size)));
    }
};

HYDRA_TEST_MAIN(TestBundle)
#include "test_bundle.moc"
