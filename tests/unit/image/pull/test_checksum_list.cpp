// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/checksum_list.h"
#include "core/image/pull/signature.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

const QString kFile = QStringLiteral("disk.qcow2");

QByteArray hexOf(char digit, int count)
{
    return QByteArray(count, digit);
}

} // namespace

/// Files of checksums, as distributions write them.
class TestChecksumList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDigestIsFound_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("digest");
        const QByteArray a = hexOf('a', 64);
        const QByteArray b = hexOf('b', 128);
        const QByteArray other = hexOf('c', 128) + "  other.qcow2\n";
        QTest::newRow("sha256sum") << a + "  disk.qcow2\n" << a;
        QTest::newRow("sha512sum, binary, among others")
            << other + b + " *disk.qcow2\n" + other << b;
        QTest::newRow("without a last line's end") << other + b + "  disk.qcow2" << b;
        QTest::newRow("DOS lines") << b + "  disk.qcow2\r\n" << b;
        QTest::newRow("capital digits") << hexOf('A', 64) + "  disk.qcow2\n" << a;
        QTest::newRow("in a directory") << a + "  ./images/disk.qcow2\n" << a;
        QTest::newRow("the longer of two") << a + "  disk.qcow2\n" + b + "  disk.qcow2\n" << b;
        QTest::newRow("a lone digest") << b + "\n" << b;
        QTest::newRow("Fedora's, signed")
            << QByteArray(
                   "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# disk.qcow2: 5 bytes\n"
                   "SHA256 (disk.qcow2) = ") +
                   a + "\n-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n"
            << a;
    }
    void aDigestIsFound()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, digest);
        const auto found = digestIn(text, kFile);
        QVERIFY(found);
        QCOMPARE(found->hex.toLatin1(), digest);
        QCOMPARE(found->isSha512(), digest.size() == 128);
    }

    void whatIsNoDigestOfTheFileIsNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray a = hexOf('a', 64);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another file") << a + "  disk.qcow2.xz\n";
        QTest::newRow("another file that ends so") << a + "  mydisk.qcow2\n";
        QTest::newRow("too short") << hexOf('a', 63) + "  disk.qcow2\n";
        QTest::newRow("in between") << hexOf('a', 100) + "  disk.qcow2\n";
        QTest::newRow("too long") << hexOf('a', 129) + "  disk.qcow2\n";
        QTest::newRow("no digits") << hexOf('g', 64) + "  disk.qcow2\n";
        QTest::newRow("two that differ")
            << a + "  disk.qcow2\n" + hexOf('b', 64) + "  disk.qcow2\n";
        QTest::newRow("a digest among other lines") << a + "\nwords\n";
        QTest::newRow("a web page") << QByteArray("<html>not found</html>");
    }
    void whatIsNoDigestOfTheFileIsNot()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!digestIn(text, kFile));
    }

    void aListCutAnywhereGivesTheWholeDigestOrNone()
    {
        const QByteArray digest = hexOf('d', 128);
        const QByteArray text = hexOf('e', 128) + "  other\n" + digest + "  disk.qcow2\n";
        for (qsizetype size = 0; size <= text.size(); ++size) {
            const auto found = digestIn(text.first(size), kFile);
            const bool isLone = size <= text.indexOf("other") && found; // "HEX" may be all there is
            QVERIFY(!found || found->hex.toLatin1() == digest ||
                    (isLone && found->hex.count(u'e') == found->hex.size()));
        }
    }

    void keysLoseTheirArmour()
    {
        const QByteArray armoured =
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: x\n\naGVs\nbG8=\n=abcd\n"
            "-----END PGP PUBLIC KEY BLOCK-----\n";
        QCOMPARE(withoutArmour(armoured), QByteArray("hello"));
        QCOMPARE(withoutArmour("\x99\x01binary"), QByteArray("\x99\x01binary"));
        for (qsizetype size = 0; size < armoured.size(); ++size)
            QVERIFY(withoutArmour(armoured.first(size)).size() <= size);
    }
};

HYDRA_TEST_MAIN(TestChecksumList)
#include "test_checksum_list.moc"
