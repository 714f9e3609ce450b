// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/image_mirrors.h"
#include "core/image/pull/catalogue.h"
#include "core/image/store.h"
#include "tests/support/test_main.h"

#include <QSet>
#include <QUrl>

using namespace hydra;

namespace {

QString plain(const char *words)
{
    return QString::fromLatin1(words);
}

} // namespace

/// What can be pulled by name, and where it is.
class TestImageCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyImageHasAPlaceAndChecksums()
    {
        for (const char *arch : {"amd64", "arm64"}) {
            QSet<QString> names;
            for (const CatalogueImage &image : imageCatalogue(plain(arch))) {
                names << image.name;
                QVERIFY(checkImageName(image.name));
                QVERIFY2(image.source(ImageBuild::Usual), qPrintable(image.name));
                QCOMPARE(image.pinned.has_value(), !image.build.isEmpty());
                for (const auto &source : {image.pinned, image.latest}) {
                    if (!source)
                        continue;
                    QCOMPARE(source->name, image.name);
                    QCOMPARE(QUrl(source->url).scheme(), plain("https"));
                    QCOMPARE(QUrl(source->checksums).scheme(), plain("https"));
                    QVERIFY2(!source->url.contains(u'{') && !source->checksums.contains(u'{'),
                             qPrintable(source->url + u' ' + source->checksums));
                    QVERIFY2(!source->signature.isGiven() || !source->signature.keyrings.isEmpty(),
                             qPrintable(image.name));
                }
            }
            QCOMPARE(names,
                     (QSet<QString>{plain("debian-12-generic"), plain("debian-12-genericcloud"),
                                    plain("debian-13-generic"), plain("debian-13-genericcloud"),
                                    plain("ubuntu-24.04"), plain("ubuntu-26.04"),
                                    plain("fedora-43"), plain("alpine-3.23")}));
        }
    }

    void aFileOfADistributionIsKnownByItsName_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("directory");
        QTest::newRow("upstream's default")
            << "debian-13-generic-arm64-20250814-2204.qcow2"
            << "https://cloud.debian.org/images/cloud/trixie/20250814-2204/";
        QTest::newRow("upstream's vm-config")
            << "debian-12-genericcloud-amd64-20250316-2053.qcow2"
            << "https://cloud.debian.org/images/cloud/bookworm/20250316-2053/";
        QTest::newRow("any build of Debian")
            << "debian-13-genericcloud-arm64-20990101-1.qcow2"
            << "https://cloud.debian.org/images/cloud/trixie/20990101-1/";
        QTest::newRow("Debian's latest")
            << "debian-12-generic-arm64.qcow2"
            << "https://cloud.debian.org/images/cloud/bookworm/latest/";
        QTest::newRow("Ubuntu's") << "ubuntu-24.04-server-cloudimg-arm64.img"
                                  << "https://cloud-images.ubuntu.com/releases/24.04/release/";
    }
    void aFileOfADistributionIsKnownByItsName()
    {
        QFETCH(QString, file);
        QFETCH(QString, directory);
        const auto source = imageSourceFor(file, plain("amd64"));
        QVERIFY(source);
        QCOMPARE(source->url, directory + file);
        QCOMPARE(source->name, file);
        QVERIFY(source->checksums.startsWith(directory));
    }

    void noOtherNameIsAFile()
    {
        for (const char *name :
             {"debian-14-generic-amd64-20250814-2204.qcow2", "debian-13-generic-amd64-2025.qcow2",
              "debian-13-generic-amd64-20250814-2204.qcow2/..", "disk.qcow2", ""})
            QVERIFY2(!knownImageFile(plain(name)), name);
        QCOMPARE(imageSourceFor(plain("debian-99"), plain("amd64")).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(imageSourceFor(plain("file:///etc/passwd"), plain("amd64")).error().code,
                 ErrorCode::Invalid);
    }

    void anAddressGetsAnImageNameAndKeepsItsLoginApart()
    {
        const auto source =
            imageSourceFor(plain("https://me:pw@example.org/x/My%20Disk.qcow2.xz"), plain("amd64"));
        QVERIFY(source);
        QVERIFY(checkImageName(source->name));
        QVERIFY(!source->url.contains(u"pw"));
        QCOMPARE(source->login.password, plain("pw"));
    }

    void aBuildThatIsNotThereIsSaid()
    {
        QVERIFY(imageSourceFor(plain("debian-13-generic"), plain("amd64"), ImageBuild::Latest)
                    ->url.contains(u"/latest/"));
        QCOMPARE(
            imageSourceFor(plain("fedora-43"), plain("amd64"), ImageBuild::Latest).error().code,
            ErrorCode::NotFound);
        QCOMPARE(
            imageSourceFor(plain("ubuntu-24.04"), plain("amd64"), ImageBuild::Pinned).error().code,
            ErrorCode::NotFound);
    }

    void theMostSpecificMirrorIsTaken()
    {
        const auto mirrors = parseImageMirrors(
            plain("https://a.org=http://m.lan/a/, https://a.org/deep=https://deep.lan"));
        QVERIFY(mirrors);
        QCOMPARE(mirrored(plain("https://a.org/x"), *mirrors), plain("http://m.lan/a/x"));
        QCOMPARE(mirrored(plain("https://a.org/deep/x"), *mirrors), plain("https://deep.lan/x"));
        QCOMPARE(mirrored(plain("https://a.org.evil/x"), *mirrors), plain("https://a.org.evil/x"));
        QVERIFY(parseImageMirrors({})->empty());
        for (const char *bad : {"https://a.org", "a=b", "https://a.org=file:///x", "=", "x,y"})
            QVERIFY2(!parseImageMirrors(plain(bad)), bad);
    }
};

HYDRA_TEST_MAIN(TestImageCatalogue)
#include "test_image_catalogue.moc"
