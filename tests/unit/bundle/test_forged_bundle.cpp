// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/archive.h"
#include "core/process/find_program.h"
#include "tests/support/test_main.h"
#include "tests/unit/bundle/bundle_home.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace hydra;
using namespace hydra::test;

namespace {

QByteArray sha512(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).toHex();
}

/// A handmade bundle with arbitrary faults.
struct Forged {
    QByteArray lab = "name: home\nvms: [{name: hub, image: base}]\n";
    QByteArray record = R"({"virtual_size": 1048576, "format": "raw", "source": "forged"})";
    QByteArray disk = QByteArray(1 << 20, '\1');
    QString diskName = QStringLiteral("images/base.raw");
    int version = 1;
    QByteArray manifest() const
    {
        const auto file = [](const QString &name, const QByteArray &bytes) {
            return QJsonObject{{QStringLiteral("name"), name},
                               {QStringLiteral("size"), bytes.size()},
                               {QStringLiteral("sha512"), QString::fromLatin1(sha512(bytes))}};
        };
        const QJsonObject image{
            {QStringLiteral("name"), QStringLiteral("base")},
            {QStringLiteral("files"),
             QJsonArray{file(QStringLiteral("images/base.json"), record), file(diskName, disk)}}};
        return QJsonDocument(
                   QJsonObject{{QStringLiteral("version"), version},
                               {QStringLiteral("hydra"), QStringLiteral("9.9")},
                               {QStringLiteral("lab"), QStringLiteral("home")},
                               {QStringLiteral("lab_file"), file(QStringLiteral("lab.yaml"), lab)},
                               {QStringLiteral("images"), QJsonArray{image}}})
            .toJson();
    }
    [[nodiscard]] std::vector<GuestFile> files() const
    {
        return {{QStringLiteral("manifest.json"), manifest()},
                {QStringLiteral("lab.yaml"), lab},
                {QStringLiteral("images/base.json"), record},
                {diskName, disk}};
    }
};

// Without makeTar's directory entries.
QString written(const BundleHome &home, const std::vector<GuestFile> &files)
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
    if (!runs(QStringLiteral("tar"),
              QStringList{QStringLiteral("-P"), QStringLiteral("-C"), dir.path(),
                          QStringLiteral("-cf"), file, QStringLiteral("--")} +
                  names))
        qFatal("no tar");
    return file;
}

} // namespace

/// Bundles that nobody exported so, or not wholly.
class TestForgedBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!findProgram(QStringLiteral("qemu-io")))
            QSKIP("QEMU is not installed");
    }

    void aCutBundleAddsNothing()
    {
        const BundleHome home;
        home.addImage(QStringLiteral("base"));
        QVERIFY(home.exported(home.lab(kLab)));
        const QByteArray whole = *readFile(home.bundle());
        const BundleHome to;
        const QString cut = to.path(QStringLiteral("cut.hydra"));
        for (qsizetype size = 0; size < whole.size();
             size += std::max<qsizetype>(1, whole.size() / 60)) {
            QVERIFY(writeFileAtomically(cut, whole.left(size)));
            const auto imported = to.imported(cut);
            QVERIFY2(!imported && !imported.error().what.isEmpty(),
                     qPrintable(QString::number(size)));
            QVERIFY2(to.isUntouched(), qPrintable(QString::number(size)));
        }
    }

    void aForgedBundleThatIsRightIsTaken()
    {
        const BundleHome to;
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
        QTest::newRow("backing") << "backing" << "refers to other files";
        QTest::newRow("lab") << "lab" << "not valid";
        QTest::newRow("record") << "record" << "";
        QTest::newRow("no manifest") << "none" << "no bundle of Hydra";
    }

    void whatABundleMustNotBe()
    {
        QFETCH(QString, trick);
        QFETCH(QString, words);
        const BundleHome to;
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
            QVERIFY(writeFileAtomically(to.path(QStringLiteral("secret")), forged.disk));
            const auto secret = ImageStore({}).find(to.path(QStringLiteral("secret")));
            QVERIFY(secret &&
                    createOverlay(to.path(QStringLiteral("o.qcow2")), *secret, MemorySize::mib(1)));
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
        const BundleHome to;
        Forged forged;
        forged.lab = "name: home\nvms: [{name: hub, image: base, qemu_args: [-incoming, "
                     "\"exec:evil\"], shares: [{host: /etc, guest: /mnt}]}]\n";
        const auto imported = to.imported(written(to, forged.files()));
        QVERIFY2(imported,
                 qPrintable(imported ? QString()
                                     : formatError(imported.error()) + imported.error().details));
        const QString notes = imported->join(u'\n');
        QVERIFY2(notes.contains(QStringLiteral("exec:evil")) &&
                     notes.contains(QStringLiteral("/etc")),
                 qPrintable(notes));
    }
};

HYDRA_TEST_MAIN(TestForgedBundle)
#include "test_forged_bundle.moc"
