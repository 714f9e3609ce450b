// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/remote_stream.h"
#include "tests/support/test_main.h"

#include <QNetworkProxyFactory>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace hydra;

namespace {

/// A runtime's streaming server with one client.
class Server : public QWebSocketServer
{
public:
    Server() : QWebSocketServer(QStringLiteral("fake"), NonSecureMode)
    {
        setSupportedSubprotocols({QStringLiteral("v4.channel.k8s.io")});
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(this, &QWebSocketServer::newConnection, this, [this] {
            client.reset(nextPendingConnection());
            connect(client.get(), &QWebSocket::binaryMessageReceived, this,
                    [this](const QByteArray &message) { messages << message; });
            client->sendBinaryMessage(QByteArray(1, 1)); // ready
        });
    }
    [[nodiscard]] QUrl url() const
    {
        return streamUrl(QStringLiteral("http://127.0.0.1:10017/exec/T-_0"),
                         QStringLiteral("127.0.0.1"), serverPort());
    }

    std::unique_ptr<QWebSocket> client;
    QList<QByteArray> messages;
};

} // namespace

class TestRemoteStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesAreThoseOfTheForwardedPort()
    {
        QCOMPARE(streamUrl(QStringLiteral("http://127.0.0.1:10017/exec/CHisk-g5"),
                           QStringLiteral("127.0.0.1"), 24058),
                 QUrl(QStringLiteral("ws://127.0.0.1:24058/exec/CHisk-g5")));
        QCOMPARE(streamUrl(QStringLiteral("https://[::]:10017/attach/x"), {}, 0),
                 QUrl(QStringLiteral("wss://[::]:10017/attach/x")));
    }

    void statusesAreExitCodes_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("code"); // -1: a failure
        QTest::addColumn<QString>("words");
        QTest::newRow("success") << QByteArray(R"({"metadata":{},"status":"Success"})") << 0
                                 << QString();
        QTest::newRow("7")
            << QByteArray(
                   R"({"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"7"}]}})")
            << 7 << QString();
        QTest::newRow("not started")
            << QByteArray(
                   R"({"status":"Failure","reason":"InternalError","message":"no such file","code":500})")
            << -1 << QStringLiteral("no such file");
        QTest::newRow("no number")
            << QByteArray(
                   R"({"status":"Failure","reason":"NonZeroExitCode","message":"m","details":{"causes":[{"reason":"ExitCode","message":"x"}]}})")
            << -1 << QStringLiteral("m");
        QTest::newRow("nothing") << QByteArray() << -1 << QStringLiteral("without a status");
    }

    void statusesAreExitCodes()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, code);
        QFETCH(QString, words);
        const Result<int> exit = exitOfStatus(status);
        QCOMPARE(exit.value_or(-1), code);
        if (code < 0)
            QVERIFY2(exit.error().what.contains(words), qPrintable(exit.error().what));
    }

    void aCommandsStreamsAreToldApartAndItsExitIsTheLast()
    {
        Server server;
        RemoteStream stream(server.url());
        QByteArray out, err;
        std::optional<Result<int>> exit;
        connect(&stream, &RemoteStream::received, this,
                [&](StreamChannel channel, const QByteArray &bytes) {
                    (channel == StreamChannel::Output ? out : err) += bytes;
                });
        connect(&stream, &RemoteStream::ended, this, [&](const Result<int> &code) { exit = code; });
        stream.open();
        QTRY_VERIFY(server.client);
        QCOMPARE(server.client->subprotocol(), QStringLiteral("v4.channel.k8s.io"));
        server.client->sendBinaryMessage("\1out");
        server.client->sendBinaryMessage("\2err");
        server.client->sendBinaryMessage("\7strange");
        server.client->sendBinaryMessage(
            "\3"
            R"({"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}})");
        server.client->close();
        QTRY_VERIFY(exit);
        QCOMPARE(exit->value_or(-1), 3);
        QCOMPARE(out, QByteArray("out"));
        QCOMPARE(err, QByteArray("err"));
    }

    void inputGoesInFramesOf32KibAndSizesAsJson()
    {
        Server server;
        RemoteStream stream(server.url());
        stream.open();
        QTRY_VERIFY(server.client);
        QByteArray input(100'000, 'x');
        input[99'999] = 'y';
        stream.write(input);
        stream.resize(91, 17);
        QTRY_COMPARE(server.messages.size(), 5);
        QByteArray joined;
        for (const QByteArray &message : server.messages.mid(0, 4)) {
            QCOMPARE(int(message[0]), 0);
            QVERIFY(message.size() <= (32 << 10) + 1);
            joined += message.mid(1);
        }
        QCOMPARE(joined, input);
        QCOMPARE(server.messages[4], QByteArray("\4{\"Height\":17,\"Width\":91}"));
    }

    void aStreamThatIsCutOrRefusedSaysSo()
    {
        Server server;
        RemoteStream cut(server.url());
        QString why;
        connect(&cut, &RemoteStream::ended, this, [&](const Result<int> &exit) {
            why = exit ? QStringLiteral("none") : exit.error().what;
        });
        cut.open();
        QTRY_VERIFY(server.client);
        server.client->abort();
        QTRY_VERIFY(!why.isEmpty());
        QVERIFY2(why.contains(u"without a status"), qPrintable(why));
        const QUrl url = server.url();
        server.close();
        RemoteStream refused(url);
        why.clear();
        connect(&refused, &RemoteStream::ended, this, [&](const Result<int> &exit) {
            why = exit ? QStringLiteral("none") : exit.error().what;
        });
        refused.open();
        QTRY_VERIFY(!why.isEmpty());
        QVERIFY2(why.contains(u"refused"), qPrintable(why));
    }

    void aServerThatNeverAnswersEndsTheStream()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        RemoteStream stream(
            QUrl(QStringLiteral("ws://127.0.0.1:%1/exec/x").arg(silent.serverPort())));
        stream.setPatience(std::chrono::milliseconds(50));
        std::optional<Result<int>> exit;
        int times = 0;
        connect(&stream, &RemoteStream::ended, this,
                [&](const Result<int> &code) { exit = code, ++times; });
        stream.open();
        QTRY_VERIFY(exit);
        QVERIFY(!*exit);
        QCOMPARE(exit->error().code, ErrorCode::TimedOut);
        QTest::qWait(20);
        QCOMPARE(times, 1);
    }

    void aStatusWithoutEndIsCut()
    {
        Server server;
        RemoteStream stream(server.url());
        std::optional<Result<int>> exit;
        connect(&stream, &RemoteStream::ended, this, [&](const Result<int> &code) { exit = code; });
        stream.open();
        QTRY_VERIFY(server.client);
        for (int i = 0; i < 64; ++i)
            server.client->sendBinaryMessage('\3' + QByteArray(1 << 20, ' '));
        server.client->close();
        QTRY_VERIFY_WITH_TIMEOUT(exit, 30'000);
        QVERIFY(!*exit);
    }

    void proxyVariablesDoNotMatter()
    {
        for (const char *name :
             {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTP_PROXY"})
            qputenv(name, "http://127.0.0.1:1");
        qunsetenv("no_proxy");
        QNetworkProxyFactory::setUseSystemConfiguration(true);
        aCommandsStreamsAreToldApartAndItsExitIsTheLast();
        aPortsFirstBytesAreItsNumber();
        QNetworkProxyFactory::setUseSystemConfiguration(false);
        for (const char *name :
             {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTP_PROXY"})
            qunsetenv(name);
    }

    void aPortsFirstBytesAreItsNumber()
    {
        Server server;
        RemotePort port(server.url());
        QByteArray got;
        QString failure = QStringLiteral("none yet");
        connect(&port, &RemotePort::received, this, [&](const QByteArray &bytes) { got += bytes; });
        connect(&port, &RemotePort::ended, this, [&](const QString &words) { failure = words; });
        port.open();
        QTRY_VERIFY(server.client);
        server.messages.clear();
        // The number arrives in two frames.
        server.client->sendBinaryMessage(QByteArray("\0\x19", 2));
        server.client->sendBinaryMessage(QByteArray("\0\x07hel", 5));
        server.client->sendBinaryMessage(QByteArray("\0lo", 3));
        server.client->sendBinaryMessage(QByteArray("\1\x19\x07nobody listens\n", 18));
        port.write("request");
        QTRY_COMPARE(got, QByteArray("hello"));
        QTRY_COMPARE(server.messages, QList<QByteArray>{QByteArray("\0request", 8)});
        server.client->close();
        QTRY_COMPARE(failure, QStringLiteral("nobody listens"));
    }
};

HYDRA_TEST_MAIN(TestRemoteStream)
#include "test_remote_stream.moc"
