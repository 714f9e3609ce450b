// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/image_origin.h"
#include "tests/support/test_main.h"

using namespace hydra;

/// Where `up` gets the image of a lab file from.
class TestImageOrigin : public QObject
{
    Q_OBJECT

    static VmSpec naming(const char *image, const char *url = "")
    {
        VmSpec vm;
        vm.image = QString::fromLatin1(image);
        vm.imageSourceUrl = QString::fromLatin1(url);
        return vm;
    }
    static std::optional<ImageSource> originOf(const VmSpec &vm)
    {
        return imageOriginOf(vm, QStringLiteral("amd64"));
    }

private Q_SLOTS:
    void anOriginHasANameAndAnAddress_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("from");
        const auto row = [](const char *title, const char *image, const char *url, const char *name,
                            const char *from) {
            QTest::newRow(title) << QString::fromLatin1(image) << QString::fromLatin1(url)
                                 << QString::fromLatin1(name) << QString::fromLatin1(from);
        };
        row("directory", "a.qcow2", "https://x.example/dir", "a.qcow2",
            "https://x.example/dir/a.qcow2");
        row("directory with a slash", "a.img", "https://x.example/dir/", "a.img",
            "https://x.example/dir/a.img");
        row("the file itself", "a.qcow2", "https://x.example/dir/a.qcow2", "a.qcow2",
            "https://x.example/dir/a.qcow2");
        row("no name of the store", "Foo-1.X.qcow2", "https://x.example", "foo-1.x",
            "https://x.example/Foo-1.X.qcow2");
        row("of the catalogue", "alpine-3.23", "", "alpine-3.23",
            "https://dl-cdn.alpinelinux.org/alpine/v3.23/releases/cloud/"
            "nocloud_alpine-3.23.4-x86_64-uefi-cloudinit-r0.qcow2");
        row("a known file", "debian-13-generic-arm64-20250814-2204.qcow2", "",
            "debian-13-generic-arm64-20250814-2204.qcow2",
            "https://cloud.debian.org/images/cloud/trixie/20250814-2204/"
            "debian-13-generic-arm64-20250814-2204.qcow2");
    }
    void anOriginHasANameAndAnAddress()
    {
        QFETCH(QString, image);
        QFETCH(QString, url);
        const auto origin =
            originOf(naming(image.toLatin1().constData(), url.toLatin1().constData()));
        QVERIFY(origin);
        QTEST(origin->name, "name");
        QTEST(origin->url, "from");
        QCOMPARE(storedNameOf(naming(image.toLatin1().constData())), origin->name);
    }

    void aKnownFileAtItsUsualAddressHasItsChecksums()
    {
        const char *file = "debian-12-genericcloud-amd64-20250316-2053.qcow2";
        const char *url = "https://cloud.debian.org/images/cloud/bookworm/20250316-2053/";
        QVERIFY(originOf(naming(file, url))->checksums.endsWith(u"/SHA512SUMS"));
        QVERIFY(originOf(naming(file, "https://x.example/"))->checksums.isEmpty());
    }

    void othersHaveNone()
    {
        for (const char *image : {"", "debian-13", "nowhere", "/a/path.qcow2", "dir/a.qcow2"})
            QVERIFY2(!originOf(naming(image)), image);
        QVERIFY(!originOf(naming("debian-13", "https://x.example/"))); // is built here
        QVERIFY(!originOf(naming("a.qcow2", "file:///etc/")));
        VmSpec bare = naming("a.qcow2", "https://x.example/");
        bare.boot = BootMode::Kernel;
        bare.kernel.dataDisk = QStringLiteral("a.qcow2");
        QVERIFY(!originOf(bare));
        QCOMPARE(storedNameOf(naming("/A/Path.qcow2")), QStringLiteral("/A/Path.qcow2"));
    }
};

HYDRA_TEST_MAIN(TestImageOrigin)
#include "test_image_origin.moc"
