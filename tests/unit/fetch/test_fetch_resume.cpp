// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/fetch/fetch_fixture.h"

#include <QFileInfo>

using namespace hydra;
using namespace hydra::test;

/// What has arrived is not asked for again, and is never taken for a part of another file.
class TestFetchResume : public FetchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void aCutTransferGoesOnWithTheRest()
    {
        WebServer server(firstHarmed([](WebAnswer &first) { first.cutAfter = kSize / 2; }));
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
        QCOMPARE(server.bodyBytes(), kSize);
        QCOMPARE(server.requests().at(1).headers.value("if-range"), kEtag);
    }

    void aStallIsNoticedAndTheRestAskedFor()
    {
        WebServer server(firstHarmed([](WebAnswer &first) { first.stallAfter = kSize / 4; }));
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
        QCOMPARE(server.bodyBytes(), kSize);
    }

    void aServerThatOnlyCutsIsGivenUpAndThePartKept()
    {
        WebServer server([&](const WebRequest &r) {
            WebAnswer answer = contentAnswer(r, m_content, kEtag);
            answer.cutAfter = 1000;
            return answer;
        });
        const auto got = fetched(server);
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::Unavailable);
        QVERIFY2(got.error().hint.contains(QStringLiteral("will not be asked for again")),
                 wordsOf(got).constData());
        QCOMPARE(QFileInfo(file() + QStringLiteral(".part")).size(), 3000);
    }

    void aLaterCallAsksForTheRestOnly()
    {
        bool cuts = true;
        WebServer server([&](const WebRequest &r) {
            WebAnswer answer = contentAnswer(r, m_content, kEtag);
            answer.cutAfter = cuts ? kSize / 16 - 1 : -1;
            return answer;
        });
        QVERIFY(!fetched(server));
        cuts = false;
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
        QCOMPARE(got->sha512, m_sha512);
        QCOMPARE(server.bodyBytes(), kSize);
        QVERIFY(got->kept > MemorySize());
    }

    void aCompleteFileOfKnownDigestIsNotAskedForAgain()
    {
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, m_content, kEtag); });
        FetchRequest asked = request(server.url(QStringLiteral("/image")));
        asked.sha512 = m_sha512;
        QVERIFY(fetchFile(asked, quick(), {}));
        QVERIFY(fetchFile(asked, quick(), {})); // as after a kill before it was put into the store
        QCOMPARE(int(server.requests().size()), 1);
        QCOMPARE(bytes(), m_content);
    }

    void aServerWithoutRangesBeginsAnew()
    {
        int asked = 0;
        WebServer server([&](const WebRequest &r) {
            WebRequest plain = r;
            plain.headers.remove("range");
            WebAnswer answer = contentAnswer(plain, m_content, kEtag);
            if (++asked == 1)
                answer.cutAfter = kSize / 2;
            return answer;
        });
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
        QCOMPARE(got->sha512, m_sha512);
    }

    void aFileThatChangesBetweenTwoRequestsIsTakenWhole_data()
    {
        QTest::addColumn<bool>("heedsIfRange");
        QTest::newRow("the server says so") << true;
        QTest::newRow("the server ignores If-Range") << false;
    }
    void aFileThatChangesBetweenTwoRequestsIsTakenWhole()
    {
        QFETCH(bool, heedsIfRange);
        const QByteArray other = madeContent('b');
        int asked = 0;
        WebServer server([&](const WebRequest &r) {
            if (++asked == 1) {
                WebAnswer answer = contentAnswer(r, m_content, kEtag);
                answer.cutAfter = kSize / 2;
                return answer;
            }
            WebRequest again = r;
            if (!heedsIfRange)
                again.headers.remove("if-range");
            return contentAnswer(again, other, "\"second\"");
        });
        const auto got = fetched(server);
        QVERIFY2(got, wordsOf(got).constData());
        QVERIFY(bytes() == other);
        QCOMPARE(got->sha512, digestOf(other, QCryptographicHash::Sha512));
    }

    void aPartOfAnotherFileIsFoundOutByTheDigest()
    {
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, m_content, {}); });
        const QString url = server.url(QStringLiteral("/image"));
        QVERIFY(writeFileAtomically(file() + QStringLiteral(".part"), QByteArray(5000, 'x')));
        QVERIFY(writeFileAtomically(file() + QStringLiteral(".part.json"),
                                    "{\"url\": \"" + url.toUtf8() + "\"}"));
        FetchRequest asked = request(url);
        asked.sha512 = m_sha512;
        const auto got = fetchFile(asked, quick(), {});
        QVERIFY2(got, wordsOf(got).constData());
        QCOMPARE(bytes(), m_content);
    }

    void cancellingKeepsThePart()
    {
        WebServer server([&](const WebRequest &r) {
            WebAnswer answer = contentAnswer(r, m_content, kEtag);
            answer.stallAfter = kSize / 2;
            return answer;
        });
        JobContext job;
        job.progress = [&](const Progress &progress) {
            if (progress.fraction > 0)
                job.cancel.cancel();
        };
        const auto got = fetchFile(request(server.url(QStringLiteral("/image"))), quick(), job);
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::Cancelled);
        QVERIFY(QFileInfo(file() + QStringLiteral(".part")).size() > 0);
    }

    void twoDownloadsToOneFileAreRefused()
    {
        Result<FetchedFile> second;
        WebServer server([&](const WebRequest &r) { return contentAnswer(r, m_content, kEtag); });
        JobContext job;
        job.progress = [&](const Progress &) {
            if (second)
                second = fetched(server);
        };
        QVERIFY(fetchFile(request(server.url(QStringLiteral("/image"))), quick(), job));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Conflict);
    }
};

HYDRA_TEST_MAIN(TestFetchResume)
#include "test_fetch_resume.moc"
