// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/unit/cri/grpc/fake_cri.h"

#include <QPointer>
#include <QTcpServer>

using namespace hydra;
using namespace hydra::test;
using namespace std::chrono_literals;

/// How a runtime is reached, and how calls end that get no answer.
class TestCriConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRuntimeBehindAPortIsTheSame_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
        QTest::newRow("IPv6") << QStringLiteral("[::1]");
        QTest::newRow("name") << QStringLiteral("localhost");
    }

    void aRuntimeBehindAPortIsTheSame()
    {
        QFETCH(QString, host);
        if (host.startsWith(u'[') && !QTcpServer().listen(QHostAddress::LocalHostIPv6))
            QSKIP("this machine has no IPv6");
        QProcess fake;
        fake.start(programPath("fake_cri"),
                   {QStringLiteral("--listen"), host + QStringLiteral(":0")});
        QTRY_VERIFY(fake.canReadLine());
        const QString port = QString::fromLatin1(fake.readLine().trimmed());
        GrpcCriClient client(QStringLiteral("tcp://%1:%2").arg(host, port));
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        QVERIFY(version.value->has_value());
        fake.kill();
        fake.waitForFinished(5000);
    }

    void aStreamThatTheRuntimeLacksEndsOnce()
    {
        FakeCri fake(failing("GetContainerEvents", 12));
        GrpcCriClient client(fake.endpoint());
        Answer<bool> end;
        int events = 0;
        client.stream(
            QStringLiteral("GetContainerEvents"), {}, [&](const QJsonObject &) { ++events; },
            end.store());
        QTRY_COMPARE(end.times, 1);
        QVERIFY(!*end.value);
        QCOMPARE((*end.value).error().code, ErrorCode::Unsupported);
        QCOMPARE(events, 0);
        Answer<bool> dropped;
        {
            GrpcCriClient gone(fake.endpoint());
            gone.stream(
                QStringLiteral("GetContainerEvents"), {}, [](const QJsonObject &) {},
                dropped.store());
        }
        QTest::qWait(50);
        QCOMPARE(dropped.times, 0);
    }

    void aSlowRuntimeTimesOut()
    {
        FakeCri fake(slow("Version"));
        GrpcCriClient client(fake.endpoint());
        client.setDeadline(150ms);
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        QCOMPARE(version.value->error().code, ErrorCode::TimedOut);
    }

    void aRuntimeKilledInACallFailsItOnceAndIsFoundAgain()
    {
        FakeCri fake(slow("Version") + slow("Status"));
        GrpcCriClient client(fake.endpoint());
        QVERIFY(podsOf(client).empty()); // connects
        Answer<CriVersion> version;
        Answer<std::vector<CriCondition>> status;
        client.version(version.store());
        client.status(status.store());
        QTest::qWait(50);
        QCOMPARE(version.times, 0);
        fake.kill();
        QTRY_COMPARE(version.times + status.times, 2);
        QCOMPARE(version.value->error().code, ErrorCode::Unavailable);
        QVERIFY(!version.value->error().hint.isEmpty());

        fake.start();
        Answer<CriVersion> again;
        const bool back = QTest::qWaitFor([&] {
            again = {};
            client.version(again.store());
            return QTest::qWaitFor([&] { return again.times == 1; }) && again.value->has_value();
        });
        QVERIFY(back);
        QCOMPARE(version.times, 1);
        QCOMPARE(status.times, 1);
    }

    void aClientDestroyedInTheMiddleOfCallsTellsNobody()
    {
        FakeCri fake(slow("Version"));
        auto client = std::make_unique<GrpcCriClient>(fake.endpoint());
        QVERIFY(podsOf(*client).empty());
        auto token = std::make_shared<int>(0);
        const std::weak_ptr<int> alive = token;
        for (int i = 0; i < 20; ++i)
            client->version([token](const Result<CriVersion> &) { ++*token; });
        QTest::qWait(20);
        client.reset();
        QTest::qWait(50);
        QCOMPARE(*token, 0);
        token.reset();
        QVERIFY(alive.expired()); // the callbacks have been destroyed, too
    }

    void aClientDestroyedBeforeItsCallsEvenStartedTellsNobody()
    {
        int times = 0;
        for (int i = 0; i < 20; ++i) {
            GrpcCriClient client(QStringLiteral("tcp://127.0.0.1:1"));
            client.version([&](const Result<CriVersion> &) { ++times; });
        }
        QTest::qWait(50);
        QCOMPARE(times, 0);
    }

    void aCallbackMayDestroyTheClient()
    {
        FakeCri fake;
        auto *client = new GrpcCriClient(fake.endpoint());
        const QPointer<CriClient> alive = client;
        int times = 0;
        for (int i = 0; i < 5; ++i) {
            client->version([&, client](const Result<CriVersion> &) {
                ++times;
                delete client;
            });
        }
        QTRY_VERIFY(!alive);
        QTest::qWait(20);
        QCOMPARE(times, 1);
    }

    void aRuntimeThatIsNotThereFailsWithAHint()
    {
        QTemporaryDir dir;
        GrpcCriClient client(QStringLiteral("unix://") + dir.filePath(QStringLiteral("none")));
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        QCOMPARE(version.value->error().code, ErrorCode::Unavailable);
        QVERIFY(version.value->error().hint.contains(QStringLiteral("VM")));
    }

    void anEndpointThatIsNoneIsInvalid()
    {
        GrpcCriClient client(QStringLiteral("http://somewhere"));
        Answer<CriVersion> version;
        Answer<std::vector<CriImage>> images;
        client.version(version.store());
        client.listImages(images.store());
        QCOMPARE(version.times, 0);
        QTRY_COMPARE(version.times + images.times, 2);
        QCOMPARE(version.value->error().code, ErrorCode::Invalid);
        QCOMPARE(images.value->error().where, QStringLiteral("http://somewhere"));
    }

    void proxyVariablesDoNotMatter_data() { aRuntimeBehindAPortIsTheSame_data(); }

    void proxyVariablesDoNotMatter()
    {
        const QByteArrayList names{"http_proxy", "https_proxy", "grpc_proxy", "HTTP_PROXY"};
        for (const QByteArray &name : names)
            qputenv(name, "http://127.0.0.1:1");
        const QByteArray exceptions = qgetenv("no_proxy");
        qunsetenv("no_proxy");
        aRuntimeBehindAPortIsTheSame();
        for (const QByteArray &name : names)
            qunsetenv(name);
        qputenv("no_proxy", exceptions);
    }
};

HYDRA_TEST_MAIN(TestCriConnection)
#include "test_cri_connection.moc"
