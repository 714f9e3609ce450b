// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qmp_client.h"
#include "tests/support/test_main.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace hydra;

class TestQmpClient : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QLocalServer> m_server;
    QLocalSocket *m_peer = nullptr;

    QString path() const { return m_dir->filePath(QStringLiteral("q")); }
    void greet(QmpClient &client)
    {
        QSignalSpy ready(&client, &QmpClient::ready);
        client.open();
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_peer = m_server->nextPendingConnection();
        m_peer->write(
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 1, \"minor\": 0, \"major\": 9}}}}\r\n");
        QTRY_VERIFY(m_peer->canReadLine());
        QVERIFY(m_peer->readLine().contains("qmp_capabilities"));
        m_peer->write("{\"return\": {}, \"id\": 1}\r\n");
        QTRY_COMPARE(ready.count(), 1);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<QLocalServer>();
        QVERIFY(m_server->listen(path()));
    }

    void repliesAndEventsFindTheirWay()
    {
        QmpClient client(path());
        greet(client);
        QSignalSpy events(&client, &QmpClient::eventReceived);
        QJsonValue first, second;
        client.execute(QStringLiteral("a"), {}, [&](Result<QJsonValue> r) { first = *r; });
        client.execute(QStringLiteral("b"), {},
                       [&](Result<QJsonValue> r) { second = r.error().what; });
        m_peer->write("{\"event\": \"STOP\"}\r\n"
                      "{\"id\": 3, \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n"
                      "{\"return\": 5, \"id\": 2}\r\n{\"return\": 6, \"id\": 2}\r\n");
        QTRY_COMPARE(first.toInt(), 5);
        QCOMPARE(second.toString(), QStringLiteral("no"));
        QCOMPARE(events.count(), 1);
    }

    void aBrokenConnectionAnswersEachRequestOnce()
    {
        QmpClient client(path());
        greet(client);
        int failures = 0;
        QSignalSpy closed(&client, &QmpClient::closed);
        for (int i = 0; i < 3; ++i)
            client.execute(QStringLiteral("a"), {},
                           [&](const Result<QJsonValue> &r) { failures += !r; });
        m_peer->abort();
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(failures, 3);
        client.execute(QStringLiteral("a"), {},
                       [&](const Result<QJsonValue> &r) { failures += !r; });
        QTRY_COMPARE(failures, 4);
        QCOMPARE(closed.count(), 1);
    }

    void noSocketIsClosedOnce()
    {
        QmpClient client(path() + u'x');
        QSignalSpy closed(&client, &QmpClient::closed);
        client.open();
        QTRY_COMPARE(closed.count(), 1);
    }

    void rubbishClosesTheConnection()
    {
        QmpClient client(path());
        QSignalSpy closed(&client, &QmpClient::closed);
        client.open();
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_server->nextPendingConnection()->write("SSH-2.0-OpenSSH\r\n");
        QTRY_COMPARE(closed.count(), 1);
    }

    void aReplyMayDestroyTheClient()
    {
        auto client = std::make_unique<QmpClient>(path());
        greet(*client);
        int answers = 0;
        for (int i = 0; i < 3; ++i) {
            client->execute(QStringLiteral("a"), {}, [&](const Result<QJsonValue> &) {
                ++answers;
                client.reset();
            });
        }
        m_peer->abort();
        QTRY_VERIFY(!client);
        QCOMPARE(answers, 1); // its other callers may be gone with it
    }
};

HYDRA_TEST_MAIN(TestQmpClient)
#include "test_qmp_client.moc"
