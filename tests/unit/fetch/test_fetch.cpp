// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/fetch/fetch_fixture.h"

#include <QFileInfo>

using namespace hydra;
using namespace hydra::test;

/// Whatever a server does, the result is the right file or an error that says what is wrong.
class TestFetch : public FetchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void aFileArrivesWithItsDigestsAndProgress()
    {
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, m_content, kEtag); });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.sha512 = m_sha512;
        asked.sha256 = digestOf(m_content, QCryptographicHash::Sha256);
        std::vector<Progress> seen;
        const auto got =
            fetchFile(asked, quick(),
                      {.cancel = {}, .progress = [&](const Progress &p) { seen.push_back(p); }});
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
        QCOMPARE(got->sha512, m_sha512);
        QCOMPARE(got->size, MemorySize::bytes(kSize));
        QVERIFY(!hasPart());
        QVERIFY(!seen.empty());
        QCOMPARE(seen.front().words, QStringLiteral("Downloading"));
        QCOMPARE(seen.back().fraction, 1.0);
        QVERIFY2(seen.back().detail.startsWith(QStringLiteral("1.0 MiB of 1.0 MiB")),
                 qPrintable(seen.back().detail));
    }

    void anEmptyFileIsAFile()
    {
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, {}, kEtag); });
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), QByteArray());
    }

    void aWrongLengthIsAnError_data()
    {
        QTest::addColumn<qint64>("announced");
        QTest::newRow("too long") << kSize * 2;
        QTest::newRow("too short") << kSize / 2;
    }
    void aWrongLengthIsAnError()
    {
        QFETCH(qint64, announced);
        WebServer server([&](const WebRequest &r) {
            WebAnswer answer = contentAnswer(r, m_content, kEtag);
            answer.announced = answer.status == 200 ? announced : -1;
            return answer;
        });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.sha512 = m_sha512;
        const auto got = fetchFile(asked, quick(), {});
        QVERIFY(!got);
        QVERIFY(!QFile::exists(file()));
    }

    void aWrongChecksumIsKeptAside()
    {
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, m_content, kEtag); });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.sha512 = QString(128, u'0');
        const auto got = fetchFile(asked, quick(), {});
        QVERIFY(!got);
        QVERIFY2(got.error().what.contains(m_sha512), wordsOf(got).constData());
        QVERIFY(!QFile::exists(file()));
        QVERIFY(!hasPart());
        QCOMPARE(QFileInfo(file() + QStringLiteral(".wrong-checksum")).size(), kSize);
    }

    void aRedirectIsFollowed()
    {
        WebServer server([&](const WebRequest &r) {
            if (r.target != "/image")
                return contentAnswer(r, m_content, kEtag);
            return WebAnswer{
                .status = 302, .headers = {"Location: /mirror/image"}, .body = "moved"};
        });
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
    }

    void aBadRedirectIsRefused_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("words");
        QTest::newRow("in a loop") << QByteArray("/image") << QStringLiteral("more than 10 times");
        QTest::newRow("to a file")
            << QByteArray("file:///etc/passwd") << QStringLiteral("not on the web");
        QTest::newRow("to FTP") << QByteArray("ftp://127.0.0.1/x")
                                << QStringLiteral("not on the web");
    }
    void aBadRedirectIsRefused()
    {
        QFETCH(QByteArray, target);
        QFETCH(QString, words);
        WebServer server([&](const WebRequest &) {
            return WebAnswer{.status = 302, .headers = {"Location: " + target}, .body = {}};
        });
        const auto got = fetched(server);
        QVERIFY(!got);
        QVERIFY2(got.error().what.contains(words), wordsOf(got).constData());
        QVERIFY(!QFile::exists(file()));
    }

    void aLoginGoesToItsOwnServerOnly()
    {
        WebServer other([&](const WebRequest &r) { return contentAnswer(r, m_content, kEtag); });
        WebServer server([&](const WebRequest &) {
            return WebAnswer{.status = 302,
                             .headers = {"Location: " + other.url(QStringLiteral("/x")).toLatin1()},
                             .body = {}};
        });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.login = {.token = QStringLiteral("s3cret"),
                       .user = QStringLiteral("me"),
                       .password = QStringLiteral("pw")};
        const auto got = fetchFile(asked, quick(), {});
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(server.requests().front().headers.value("private-token"), QByteArray("s3cret"));
        QCOMPARE(server.requests().front().headers.value("authorization"),
                 "Basic " + QByteArray("me:pw").toBase64());
        QVERIFY(!other.requests().front().headers.contains("private-token"));
        QVERIFY(!other.requests().front().headers.contains("authorization"));
    }

    void aMissingLoginIsSaidWithoutRetrying()
    {
        WebServer server([&](const WebRequest &) {
            return WebAnswer{.status = 401, .headers = {}, .body = "no"};
        });
        const auto got = fetched(server);
        QVERIFY(!got);
        QVERIFY2(got.error().what.contains(QStringLiteral("login")), wordsOf(got).constData());
        QCOMPARE(int(server.requests().size()), 1);
    }

    void noMessageHasTheLoginOfAnAddress()
    {
        WebServer server([&](const WebRequest &) { return test::notFound(); });
        const auto got =
            fetchFile(request(QStringLiteral("http://me:s3cret@127.0.0.1:%1/image?token=s3cret")
                                  .arg(server.port())),
                      quick(), {});
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::NotFound);
        QVERIFY2(!wordsOf(got).contains("s3cret"), wordsOf(got).constData());
        QVERIFY(server.requests().front().headers.contains("authorization"));
    }

    void anOverloadedServerIsAskedAgain()
    {
        int asked = 0;
        WebServer server([&](const WebRequest &r) {
            return ++asked < 3 ? WebAnswer{.status = 503, .headers = {}, .body = "busy"}
                               : contentAnswer(r, m_content, kEtag);
        });
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
    }

    void aFileThatIsTooLargeIsRefused_data()
    {
        QTest::addColumn<qint64>("announced");
        QTest::newRow("announced") << qint64(-1);
        QTest::newRow("not announced") << qint64(-2);
    }
    void aFileThatIsTooLargeIsRefused()
    {
        QFETCH(qint64, announced);
        WebServer server([&](const WebRequest &r) {
            WebAnswer answer = contentAnswer(r, m_content, kEtag);
            answer.announced = announced;
            return answer;
        });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.most = MemorySize::kib(100);
        const auto got = fetchFile(asked, quick(), {});
        QVERIFY(!got);
        QVERIFY2(got.error().what.contains(QStringLiteral("larger than 100 KiB")),
                 wordsOf(got).constData());
    }

    void aFileThatCannotFitTheDiskIsRefusedBeforeItComes()
    {
        WebServer server([&](const WebRequest &r) {
            WebAnswer answer = contentAnswer(r, m_content, kEtag);
            answer.announced = 1LL << 50;
            return answer;
        });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.most = MemorySize::gib(1ULL << 30);
        const auto got = fetchFile(asked, quick(), {});
        QVERIFY(!got);
        QVERIFY2(got.error().what.contains(QStringLiteral("of disk space")),
                 wordsOf(got).constData());
    }

    void aProxyIsAskedWithItsLogin()
    {
        WebServer proxy([&](const WebRequest &r) {
            if (!r.headers.contains("proxy-authorization"))
                return WebAnswer{.status = 407,
                                 .headers = {"Proxy-Authenticate: Basic realm=\"x\""},
                                 .body = {}};
            return contentAnswer(r, m_content, kEtag);
        });
        FetchSettings settings = quick();
        settings.proxy = QStringLiteral("http://me:pw@127.0.0.1:%1").arg(proxy.port());
        const auto got =
            fetchFile(request(QStringLiteral("http://images.example/image")), settings, {});
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
        QCOMPARE(proxy.requests().back().target, QByteArray("http://images.example/image"));
        QCOMPARE(proxy.requests().back().headers.value("proxy-authorization"),
                 "Basic " + QByteArray("me:pw").toBase64());
    }

    void whatIsNotOnTheWebIsNoAddress()
    {
        for (const char *address :
             {"file:///etc/passwd", "ftp://host/x", "https://", "image", ""}) {
            const auto got = fetchFile(request(QString::fromLatin1(address)), quick(), {});
            QVERIFY(!got);
            QCOMPARE(got.error().code, ErrorCode::Invalid);
        }
    }

    void aTextArrivesUpToItsLimit()
    {
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, "0123456789", {}); });
        const QString url = server.url(QStringLiteral("/SHA512SUMS"));
        const auto whole = fetchText(url, MemorySize::bytes(10), {}, quick(), {});
        QVERIFY(whole);
        QCOMPARE(*whole, QByteArray("0123456789"));
        QVERIFY(!fetchText(url, MemorySize::bytes(9), {}, quick(), {}));
    }
};

HYDRA_TEST_MAIN(TestFetch)
#include "test_fetch.moc"
