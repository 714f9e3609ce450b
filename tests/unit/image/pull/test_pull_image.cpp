// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/mounts.h"
#include "tests/unit/image/pull/pull_fixture.h"

#include <QFileInfo>
#include <QThread>

#include <atomic>
#include <future>

using namespace hydra;
using namespace hydra::test;

/// From an address to an image of the store, or to an error that leaves nothing behind.
class TestPullImage : public PullFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void aDiskWithChecksumsBesideItIsStored()
    {
        const QByteArray disk = rawDisk(1 << 20);
        haveDisk("/disk.raw", disk);
        const auto image = pulled(source("/disk.raw"));
        QVERIFY2(image, wordsOf(image).constData());
        QCOMPARE(readFile(image->path).value(), disk);
        QCOMPARE(image->sha512.toLatin1(), sha512(disk));
        QCOMPARE(image->downloadSha512, image->sha512);
        QCOMPARE(image->checkedBy, text("SHA512SUMS"));
        QCOMPARE(image->url, url("/disk.raw"));
        QVERIFY(store().verify(*image, {}));
        QCOMPARE(*store().find(kName), *image);
        QVERIFY(QDir(settings().downloads).isEmpty());
        QCOMPARE(pulled(source("/disk.raw")).error().code, ErrorCode::Conflict);
    }

    void aCompressedDiskIsCheckedAsItIsThereAndStoredAsItIs()
    {
        if (!findProgram(text("xz")))
            QSKIP("needs xz");
        const QByteArray disk = rawDisk(1 << 20);
        QVERIFY(writeFileAtomically(at("disk.raw"), disk));
        QVERIFY(runs(text("xz"), {text("disk.raw")}));
        const QByteArray packed = readFile(at("disk.raw.xz")).value();
        m_files["/disk.raw.xz"] = packed;
        m_files["/disk.raw.xz.sha256"] =
            QCryptographicHash::hash(packed, QCryptographicHash::Sha256).toHex() + "\n";
        const auto image = pulled(source("/disk.raw.xz"));
        QVERIFY2(image, wordsOf(image).constData());
        QCOMPARE(readFile(image->path).value(), disk);
        QVERIFY(image->hasSha512(QString::fromLatin1(sha512(disk))));
        QVERIFY(image->hasSha512(QString::fromLatin1(sha512(packed))));
        QCOMPARE(image->checkedBy, text("disk.raw.xz.sha256"));
    }

    void aFileWithoutChecksumsIsStoredAndSaidToBeUnchecked()
    {
        m_files["/disk.raw"] = rawDisk(1 << 20);
        const auto image = pulled(source("/disk.raw"));
        QVERIFY2(image, wordsOf(image).constData());
        QCOMPARE(image->checkedBy, QString());
    }

    void aWrongChecksumIsNeverStored()
    {
        haveDisk("/disk.raw", rawDisk(1 << 20));
        m_files["/disk.raw"] = rawDisk(2 << 20);
        const auto image = pulled(source("/disk.raw"));
        QVERIFY(!image);
        QVERIFY2(wordsOf(image).contains("mine.wrong-checksum"), wordsOf(image).constData());
        QVERIFY(store().list()->empty());
        QVERIFY(QFile::exists(at("cache/downloads/mine.wrong-checksum")));
    }

    void checksumsThatAreNamedMustListTheFile()
    {
        haveDisk("/other.raw", rawDisk(1 << 20));
        m_files["/disk.raw"] = rawDisk(1 << 20);
        ImageSource asked = source("/disk.raw");
        asked.checksums = url("/SHA512SUMS");
        const auto image = pulled(asked);
        QVERIFY(!image);
        QVERIFY2(wordsOf(image).contains("does not list disk.raw"), wordsOf(image).constData());
        asked.checksums = url("/nothing");
        QCOMPARE(pulled(asked).error().code, ErrorCode::NotFound);
    }

    void aSignatureIsCheckedWhereItCanBe()
    {
        if (!findProgram(text("gpg")) || !findProgram(text("gpgv")))
            QSKIP("needs gpg");
        haveDisk("/disk.raw", rawDisk(1 << 20));
        const QString home = at("gnupg");
        QVERIFY(makePrivateDir(home));
        const QStringList gpg{text("--homedir"),       home,
                              text("--batch"),         text("--yes"),
                              text("--pinentry-mode"), text("loopback"),
                              text("--passphrase"),    {}};
        QVERIFY(writeFileAtomically(at("SHA512SUMS"), m_files["/SHA512SUMS"]));
        QVERIFY(runs(text("gpg"),
                     gpg + QStringList{text("--quick-generate-key"), text("Test <t@example.org>"),
                                       text("ed25519"), text("sign"), text("never")}));
        QVERIFY(runs(text("gpg"), gpg + QStringList{text("--armor"), text("--output"),
                                                    text("keys.asc"), text("--export")}));
        QVERIFY(runs(text("gpg"), gpg + QStringList{text("--detach-sign"), text("--output"),
                                                    text("sig"), text("SHA512SUMS")}));
        QVERIFY(runs(text("gpg"), gpg + QStringList{text("--clearsign"), text("--output"),
                                                    text("inline"), text("SHA512SUMS")}));
        (void)run({.program = text("gpgconf"),
                   .args = {text("--homedir"), home, text("--kill"), text("all")}});
        m_files["/SHA512SUMS.gpg"] = readFile(at("sig")).value();
        m_files["/CHECKSUM"] = readFile(at("inline")).value();

        ImageSource detached = source("/disk.raw");
        detached.checksums = url("/SHA512SUMS");
        detached.signature = {
            .url = url("/SHA512SUMS.gpg"), .isInline = false, .keyrings = {at("keys.asc")}};
        const auto good = pulled(detached);
        QVERIFY2(good, wordsOf(good).constData());
        QCOMPARE(good->checkedBy, text("SHA512SUMS, signed"));

        ImageSource inlined = source("/disk.raw");
        inlined.name = text("second");
        inlined.checksums = url("/CHECKSUM");
        inlined.signature = {.url = {}, .isInline = true, .keyrings = {at("keys.asc"), at("none")}};
        const auto second = pulled(inlined);
        QVERIFY2(second, wordsOf(second).constData());
        QCOMPARE(second->checkedBy, text("CHECKSUM, signed"));

        m_files["/SHA512SUMS"] += "\n";
        detached.name = text("third");
        const auto bad = pulled(detached);
        QVERIFY(!bad);
        QVERIFY2(wordsOf(bad).contains("signature"), wordsOf(bad).constData());
        m_files.remove("/SHA512SUMS.gpg");
        QVERIFY(!pulled(detached));
        detached.signature.keyrings = {at("none")};
        const auto unsignedOne = pulled(detached);
        QVERIFY2(unsignedOne, wordsOf(unsignedOne).constData());
        QCOMPARE(unsignedOne->checkedBy, text("SHA512SUMS"));
    }

    void twoPullsOfOneImageAreOne()
    {
        const QByteArray disk = rawDisk(4 << 20);
        std::atomic<bool> goes = false;
        WebServer slow([&](const WebRequest &r) {
            if (r.target != "/disk.raw")
                return test::notFound();
            while (!goes)
                QThread::msleep(5);
            return test::contentAnswer(r, disk, "\"1\"");
        });
        ImageSource asked = source("/disk.raw");
        asked.url = slow.url(text("/disk.raw"));
        asked.sha512 = QString::fromLatin1(sha512(disk));
        JobContext second;
        QStringList seen;
        second.progress = [&](const Progress &progress) { seen << progress.words; };
        JobContext first;
        std::atomic<bool> begun = false;
        first.progress = [&](const Progress &) { begun = true; };
        auto one = std::async(std::launch::async, [&] { return pulled(asked, first); });
        while (!begun)
            QThread::msleep(5);
        auto two = std::async(std::launch::async, [&] { return pulled(asked, second); });
        QThread::msleep(600); // for the second to look for progress
        goes = true;
        const auto got = one.get();
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(two.get()->sha512, got->sha512);
        QCOMPARE(int(slow.requests().size()), 1);
        QVERIFY(!seen.isEmpty());
        QVERIFY(seen.front().contains(text("begun before by another command")));
    }

    void aFullDiskIsSaidAndThePartKept()
    {
        test::Mounts mounts;
        if (!mounts.isAllowed())
            QSKIP("needs mounts");
        const QByteArray disk = rawDisk(4 << 20);
        WebServer silent([&](const WebRequest &r) { // about its size, which is refused beforehand
            WebAnswer answer =
                r.target == "/disk.raw" ? test::contentAnswer(r, disk, "\"1\"") : test::notFound();
            answer.announced = -2;
            return answer;
        });
        QVERIFY(mounts.putDisk(at("cache"), "1m"));
        ImageSource asked = source("/disk.raw");
        asked.url = silent.url(text("/disk.raw"));
        asked.sha512 = QString::fromLatin1(sha512(disk));
        const auto full = pulled(asked);
        QVERIFY(!full);
        QVERIFY2(wordsOf(full).contains("free some space"), wordsOf(full).constData());
        QVERIFY(QFileInfo(at("cache/downloads/mine.part")).size() > 0);
        QVERIFY(mounts.putDisk(at("cache"), "32m"));
        const qint64 before = silent.bodyBytes();
        const auto image = pulled(asked);
        QVERIFY2(image, wordsOf(image).constData());
        QVERIFY(silent.bodyBytes() - before < disk.size());
        QCOMPARE(readFile(image->path).value(), disk);
    }

    void aFullOrReadOnlyStoreIsSaid()
    {
        test::Mounts mounts;
        if (!mounts.isAllowed())
            QSKIP("needs mounts");
        haveDisk("/disk.raw", rawDisk(4 << 20));
        QVERIFY(mounts.putDisk(at("data"), "1m"));
        QDir(m_dir->path()).mkpath(text("data/images"));
        const auto full = pulled(source("/disk.raw"));
        QVERIFY(!full);
        QVERIFY2(wordsOf(full).contains("free some space"), wordsOf(full).constData());
        QVERIFY(QDir(at("data/images/.tmp")).isEmpty());
        QVERIFY(mounts.forbidWriting(at("data")));
        const auto readOnly = pulled(source("/disk.raw"));
        QVERIFY(!readOnly);
        QVERIFY2(wordsOf(readOnly).contains("Read-only file system"),
                 wordsOf(readOnly).constData());
        QVERIFY(mounts.putDisk(at("data"), "32m"));
        QDir(m_dir->path()).mkpath(text("data/images"));
        const qint64 before = m_server->bodyBytes();
        const auto image = pulled(source("/disk.raw"));
        QVERIFY2(image, wordsOf(image).constData());
        QVERIFY(m_server->bodyBytes() - before < 4096); // the checksums: the disk was there already
    }
};

HYDRA_TEST_MAIN(TestPullImage)
#include "test_pull_image.moc"
