// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"
#include "config/read_lab.h"
#include "exchange/bundle.h"
#include "exchange/bundle_manifest.h"
#include "guest/archive.h"
#include "image/store.h"
#include "process/run.h"
#include "test_main.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace hydra;

namespace {

bool runs(const QString &program, const QStringList &args)
{
    const auto ran = run({program, args});
    if (!ran)
        qWarning().noquote() << formatError(ran.error()) << ran.error().details;
    return ran.has_value();
}

/// A user with a store and a lab.
struct Home {
    Home()
    {
        const QString root = dir.path();
        environment.paths = {root + QStringLiteral("/c"), root + QStringLiteral("/d"), root + QStringLiteral("/x"), root + QStringLiteral("/s"), root + QStringLiteral("/r")};
        QDir().mkpath(environment.paths.labsDir());
        QDir().mkpath(environment.paths.imagesDir());
    }
    [[nodiscard]] ImageStore store() const { return ImageStore(environment.paths.imagesDir()); }
    [[nodiscard]] QString path(const QString &name) const { return dir.filePath(name); }
    void addImage(const QString &name, const char *pattern = "7") const
    {
        const auto work = store().makeWorkDir();
        const QString file = *work + QStringLiteral("/image.qcow2");
        if (!createDisk(file, MemorySize::mib(16))
            || !runs(QStringLiteral("qemu-io"), {QStringLiteral("-f"), QStringLiteral("qcow2"), QStringLiteral("-c"), QStringLiteral("write -P %1 0 1M").arg(QLatin1String(pattern)), file}))
            qFatal("no image");
        add(file, name, false);
    }
    void addFrozen(const QString &name) const
    {
        const QString file = *store().makeWorkDir() + QStringLiteral("/image.qcow2");
        QFile memory(file.chopped(5) + QStringLiteral("memory"));
        if (!createDisk(file, MemorySize::mib(16)) || !memory.open(QIODevice::WriteOnly) || !memory.seek(40 << 20) || memory.write("page") != 4
            || !memory.resize(64 << 20) || !writeFileAtomically(file.chopped(5) + QStringLiteral("state"), "the state"))
            qFatal("no frozen image");
        memory.close();
        add(file, name, true);
    }
    [[nodiscard]] LoadedTarget lab(const QByteArray &text) const
    {
        const QString file = path(QStringLiteral("c/labs/home.yaml"));
        if (!writeFileAtomically(file, text))
            qFatal("no lab");
        const auto loaded = loadLabFile(file);
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().details));
        return {*loaded, loaded->spec.vmNames()};
    }
    [[nodiscard]] QString bundle() const { return path(QStringLiteral("home.hydra")); }
    [[nodiscard]] Result<QStringList> exported(const LoadedTarget &target, bool secrets = false) const
    {
        return exportBundle(environment, target, {bundle(), secrets, QStringLiteral("1.2.3")}, {});
    }
    [[nodiscard]] Result<QStringList> imported(const QString &file) const
    {
        return importBundle(environment, {file, path(QStringLiteral("got.yaml"))}, {});
    }
    /// Nothing came of an import.
    [[nodiscard]] bool isUntouched() const
    {
        return store().list()->empty() && !QFileInfo::exists(path(QStringLiteral("got.yaml")))
               && QDir(environment.paths.imagesDir() + QStringLiteral("/.tmp")).isEmpty();
    }

    Environment environment;
    QTemporaryDir dir;

private:
    void add(const QString &file, const QString &name, bool frozen) const
    {
        StoredImage record;
        record.name = name;
        record.source = QStringLiteral("the test");
        record.containerd = true;
        if (frozen)
            record.frozen = FrozenGuest{MemorySize::mib(64), QStringLiteral("tcg"), QStringLiteral("pc-q35-7.2")};
        if (const auto added = store().add(file, record); !added)
            qFatal("%s", qPrintable(formatError(added.error())));
    }
};

const QByteArray kLab = "# Mine\nname: home\nvms:\n  - name: hub\n    image: base # the base\n";

QByteArray sha512(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).toHex();
}

/// A bundle made by hand, to be as wrong as one likes.
struct Forged {
    QByteArray lab = "name: home\nvms: [{name: hub, image: base}]\n";
    QByteArray record = R"({"virtual_size": 1048576, "format": "raw", "source": "forged"})";
    QByteArray disk = QByteArray(1 << 20, 'd');
    QString diskName = QStringLiteral("images/base.raw");
    int version = 1;
    QByteArray manifest() const
    {
        const auto file = [](const QString &name, const QByteArray &bytes) {
            return QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("size"), bytes.size()}, {QStringLiteral("sha512"), QString::fromLatin1(sha512(bytes))}};
        };
        const QJsonObject image{{QStringLiteral("name"), QStringLiteral("base")},
                                {QStringLiteral("files"), QJsonArray{file(QStringLiteral("images/base.json"), record), file(diskName, disk)}}};
        return QJsonDocument(QJsonObject{{QStringLiteral("version"), version},
                                         {QStringLiteral("hydra"), QStringLiteral("9.9")},
                                         {QStringLiteral("lab"), QStringLiteral("home")},
                                         {QStringLiteral("lab_file"), file(QStringLiteral("lab.yaml"), lab)},
                                         {QStringLiteral("images"), QJsonArray{image}}})
            .toJson();
    }
    [[nodiscard]] std::vector<GuestFile> files() const
    {
        return {{QStringLiteral("manifest.json"), manifest()}, {QStringLiteral("lab.yaml"), lab}, {QStringLiteral("images/base.json"), record}, {diskName, disk}};
    }
};

// Without the directory entries that makeTar adds.
QString written(const Home &home, const std::vector<GuestFile> &files)
{
    const QString file = home.path(QStringLiteral("forged.hydra"));
    QDir dir(home.path(QStringLiteral("forge")));
    dir.removeRecursively();
    QStringList names;
    for (const GuestFile &one : files) {
        QDir().mkpath(QFileInfo(dir.filePath(one.path)).absolutePath());
        if (!writeFileAtomically(dir.filePath(one.path), one.content))
            qFatal("cannot forge");
        names << one.path;
    }
    if (!runs(QStringLiteral("tar"), QStringList{QStringLiteral("-P"), QStringLiteral("-C"), dir.path(), QStringLiteral("-cf"), file, QStringLiteral("--")} + names))
        qFatal("no tar");
    return file;
}

} // namespace

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
        const Home from;
        from.addImage(QStringLiteral("base"));
        const auto exported = from.exported(from.lab(kLab));
        QVERIFY2(exported, qPrintable(exported ? QString() : formatError(exported.error())));
        QCOMPARE(QFileInfo(from.bundle()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const Home to;
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
        const Home from;
        from.addFrozen(QStringLiteral("base"));
        QVERIFY(from.exported(from.lab(kLab)));
        QVERIFY(QFileInfo(from.bundle()).size() < 1 << 20);
        const Home to;
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
        const Home home;
        home.addImage(QStringLiteral("base"));
        const LoadedTarget lab = home.lab("# pw is hunter2\nname: home\ncommon: {password: hunter2, salt: abcdefgh}\nvms:\n"
                                          "  - {name: hub, image: base, user_data: {chpasswd: {list: [\"a:hunter2\"]}},\n"
                                          "     registries: [{host: quay.io, username: me, password: abcdefghi}]}\n");
        const auto notes = home.exported(lab);
        QVERIFY(notes);
        QVERIFY2(notes->join(u' ').contains(QStringLiteral("password, salt, quay.io's password")), qPrintable(notes->join(u'\n')));
        const Home to;
        QVERIFY(to.imported(home.bundle()));
        const QByteArray text = *readFile(to.path(QStringLiteral("got.yaml")));
        QVERIFY2(!text.contains("hunter2") && !text.contains("abcdefgh"), text.constData());
        const auto all = home.exported(lab, true);
        QVERIFY(all && all->isEmpty());
        const Home other;
        QVERIFY(other.imported(home.bundle()));
        QCOMPARE(*readFile(other.path(QStringLiteral("got.yaml"))), lab.lab.text);
    }

    void anImageFileBecomesAnImageOfTheStore()
    {
        const Home home;
        QVERIFY(createDisk(home.path(QStringLiteral("c/labs/My Disk.qcow2")), MemorySize::mib(4)));
        const auto notes = home.exported(home.lab("name: home\nvms: [{name: hub, image: \"./My Disk.qcow2\"}]\n"));
        QVERIFY2(notes, qPrintable(notes ? QString() : formatError(notes.error())));
        const Home to;
        QVERIFY(to.imported(home.bundle()));
        QVERIFY(to.store().find(QStringLiteral("my-disk")));
        QCOMPARE(readLab(*readFile(to.path(QStringLiteral("got.yaml"))), QStringLiteral("x.yaml"))->vms[0].image, QStringLiteral("my-disk"));
    }

    void anUnknownImageIsNamedAndNothingIsWritten()
    {
        const Home home;
        const auto exported = home.exported(home.lab(kLab));
        QCOMPARE(exported.error().code, ErrorCode::NotFound);
        QVERIFY(!QFileInfo::exists(home.bundle()));
    }

    void aDamagedImageIsNotExported()
    {
        const Home home;
        home.addImage(QStringLiteral("base"));
        QFile file(home.store().find(QStringLiteral("base"))->path);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1) && file.putChar('x'));
        file.close();
        const auto exported = home.exported(home.lab(kLab));
        QVERIFY(!exported && exported.error().what.contains(QStringLiteral("SHA-512")));
        QCOMPARE(QDir(home.dir.path()).entryList({QStringLiteral(".home*"), QStringLiteral("home.hydra")}, QDir::Files | QDir::Hidden), QStringList());
    }

    void anImageThatIsThereIsKeptWhenItIsTheSame()
    {
        const Home home;
        home.addImage(QStringLiteral("base"));
        QVERIFY(home.exported(home.lab(kLab)));
        const auto notes = home.imported(home.bundle());
        QVERIFY2(notes, qPrintable(notes ? QString() : formatError(notes.error())));
        QVERIFY(notes->join(u' ').contains(QStringLiteral("already")));
        QVERIFY(QFileInfo::exists(home.path(QStringLiteral("got.yaml"))));
    }

    void anotherImageOfThatNameIsAConflict()
    {
        const Home home;
        home.addImage(QStringLiteral("base"), "1");
        QVERIFY(home.exported(home.lab(kLab)));
        const Home to;
        to.addImage(QStringLiteral("base"), "2");
        const auto imported = to.imported(home.bundle());
        QCOMPARE(imported.error().code, ErrorCode::Conflict);
        QVERIFY(imported.error().hint.contains(QStringLiteral("hydractl image remove base")));
        QVERIFY(!QFileInfo::exists(to.path(QStringLiteral("got.yaml"))));
    }

    void aLabFileIsNotReplaced()
    {
        const Home home;
        home.addImage(QStringLiteral("base"));
        QVERIFY(home.exported(home.lab(kLab)));
        QVERIFY(writeFileAtomically(home.path(QStringLiteral("got.yaml")), "mine"));
        QCOMPARE(home.imported(home.bundle()).error().code, ErrorCode::Conflict);
        QCOMPARE(*readFile(home.path(QStringLiteral("got.yaml"))), QByteArray("mine"));
    }

    void aCutBundleAddsNothing()
    {
        const Home home;
        home.addImage(QStringLiteral("base"));
        QVERIFY(home.exported(home.lab(kLab)));
        const QByteArray whole = *readFile(home.bundle());
        const Home to;
        const QString cut = to.path(QStringLiteral("cut.hydra"));
        for (qsizetype size = 0; size < whole.size(); size += std::max<qsizetype>(1, whole.size() / 60)) {
            QVERIFY(writeFileAtomically(cut, whole.left(size)));
            const auto imported = to.imported(cut);
            QVERIFY2(!imported && !imported.error().what.isEmpty(), qPrintable(QString::number(size)));
            QVERIFY2(to.isUntouched(), qPrintable(QString::number(size)));
        }
    }

    void aForgedBundleThatIsRightIsTaken()
    {
        const Home to;
        const auto imported = to.imported(written(to, Forged().files()));
        QVERIFY2(imported, qPrintable(imported ? QString() : formatError(imported.error())));
        QVERIFY(to.store().find(QStringLiteral("base")));
    }

    void whatABundleMustNotBe_data()
    {
        QTest::addColumn<QString>("trick");
        QTest::addColumn<QString>("words");
        QTest::newRow("newer") << "newer" << "newer Hydra (9.9)";
        QTest::newRow("digest") << "digest" << "SHA-512";
        QTest::newRow("longer") << "longer" << "longer than its manifest says";
        QTest::newRow("climbing") << "climbing" << "where its manifest has";
        QTest::newRow("climbing in the manifest") << "manifest" << "not those of an image";
        QTest::newRow("more") << "more" << "does not know";
        QTest::newRow("backing") << "backing" << "names other files";
        QTest::newRow("lab") << "lab" << "not valid";
        QTest::newRow("record") << "record" << "";
        QTest::newRow("no manifest") << "none" << "no bundle of Hydra";
    }

    void whatABundleMustNotBe()
    {
        QFETCH(QString, trick);
        QFETCH(QString, words);
        const Home to;
        Forged forged;
        if (trick == u"newer")
            forged.version = 2;
        if (trick == u"manifest")
            forged.diskName = QStringLiteral("images/../../evil.raw");
        if (trick == u"lab")
            forged.lab = "name: home\nvms: [{nme: x}]\n";
        if (trick == u"record")
            forged.record = "no json";
        if (trick == u"backing") {
            const auto secret = ImageStore({}).find(QStringLiteral("/etc/hostname"));
            QVERIFY(secret && createOverlay(to.path(QStringLiteral("o.qcow2")), *secret, MemorySize::mib(1)));
            forged.disk = *readFile(to.path(QStringLiteral("o.qcow2")));
            forged.diskName = QStringLiteral("images/base.qcow2");
        }
        std::vector<GuestFile> files = forged.files();
        if (trick == u"digest")
            files[3].content[5] = 'x';
        if (trick == u"longer")
            files[3].content += "more";
        if (trick == u"climbing")
            files[3].path = QStringLiteral("images/../../evil.raw");
        if (trick == u"more")
            files.push_back({QStringLiteral("images/extra.qcow2"), "extra"});
        if (trick == u"none")
            files.erase(files.begin());
        const auto imported = to.imported(written(to, files));
        QVERIFY(!imported);
        const QString said = formatError(imported.error());
        QVERIFY2(said.contains(words), qPrintable(said));
        QVERIFY(to.isUntouched());
        QVERIFY(!QFileInfo::exists(to.path(QStringLiteral("d/evil.raw"))));
    }

    void whatCouldHurtIsSaid()
    {
        const Home to;
        Forged forged;
        forged.lab = "name: home\nvms: [{name: hub, image: base, qemu_args: [-incoming, \"exec:evil\"], shares: [{host: /etc, guest: /mnt}]}]\n";
        const auto imported = to.imported(written(to, forged.files()));
        QVERIFY2(imported, qPrintable(imported ? QString() : formatError(imported.error()) + imported.error().details));
        const QString notes = imported->join(u'\n');
        QVERIFY2(notes.contains(QStringLiteral("exec:evil")) && notes.contains(QStringLiteral("/etc")), qPrintable(notes));
    }

    void aCancelledExportLeavesNothing()
    {
        const Home home;
        home.addImage(QStringLiteral("base"));
        JobContext job;
        job.progress = [&job](const Progress &) { job.cancel.cancel(); };
        job.cancel.cancel();
        const auto exported = exportBundle(home.environment, home.lab(kLab), {home.bundle(), false, {}}, job);
        QCOMPARE(exported.error().code, ErrorCode::Cancelled);
        QCOMPARE(QDir(home.dir.path()).entryList({QStringLiteral(".home*"), QStringLiteral("home.hydra")}, QDir::Files | QDir::Hidden), QStringList());
    }

    void whatAKilledExportLeftIsRemoved()
    {
        const Home home;
        home.addImage(QStringLiteral("base"));
        const QString left = home.path(QStringLiteral(".home.hydra.1-0123456789-01234567.part")); // pid 1 is another process
        QVERIFY(writeFileAtomically(left, "half"));
        QVERIFY(home.exported(home.lab(kLab)));
        QVERIFY(!QFileInfo::exists(left));
    }

    void aManifestIsReadAsItWasWritten()
    {
        const QString digest(128, u'a');
        const BundleManifest manifest{1, QStringLiteral("1.2"), QStringLiteral("home"), {QStringLiteral("lab.yaml"), 10, digest},
                                      {{QStringLiteral("a"), {{QStringLiteral("images/a.json"), 5, digest}, {QStringLiteral("images/a.qcow2"), 1LL << 40, digest}}}}};
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
