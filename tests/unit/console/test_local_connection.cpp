// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/local_connection.h"
#include "tests/support/test_main.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace hydra;
using Loss = LocalConnection::Loss;

class TestLocalConnection : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString path() const { return m_dir->filePath(QStringLiteral("s")); }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whereNobodyListensItIsLostOnce_data()
    {
        QTest::addColumn<bool>("stale");
        QTest::newRow("no socket") << false;
        QTest::newRow("a socket whose owner was killed") << true;
    }

    void whereNobodyListensItIsLostOnce()
    {
        QFETCH(bool, stale);
        if (stale) {
            QLocalServer killed;
            QVERIFY(killed.listen(path()));
            QVERIFY(QFile::rename(path(), path() + QStringLiteral(".left")));
            killed.close();
            QVERIFY(QFile::rename(path() + QStringLiteral(".left"), path()));
        }
        LocalConnection connection(path());
        QSignalSpy lost(&connection, &LocalConnection::lost);
        connection.open();
        QTRY_COMPARE(lost.count(), 1);
        QCOMPARE(lost[0][0].value<Loss>(), Loss::Absent);
        QTest::qWait(50);
        QCOMPARE(lost.count(), 1);
    }

    void whatWasWrittenEarlyIsSentInOrder()
    {
        QLocalServer server;
        QVERIFY(server.listen(path()));
        LocalConnection connection(path(), {.sendLimit = 8});
        QVERIFY(connection.write("early "));
        QVERIFY(!connection.write("too much"));
        QSignalSpy connected(&connection, &LocalConnection::connected);
        connection.open();
        QTRY_COMPARE(connected.count(), 1);
        QTRY_VERIFY(server.hasPendingConnections());
        QLocalSocket *peer = server.nextPendingConnection();
        QTRY_COMPARE(peer->bytesAvailable(), 6);
        QVERIFY(connection.write("late"));
        QTRY_COMPARE(peer->bytesAvailable(), 10);
        QCOMPARE(peer->readAll(), QByteArray("early late"));
    }

    void whatWasWrittenBeforeTheCloseIsSent()
    {
        QLocalServer server;
        QVERIFY(server.listen(path()));
        LocalConnection connection(path());
        QSignalSpy connected(&connection, &LocalConnection::connected);
        connection.open();
        QTRY_COMPARE(connected.count(), 1);
        QTRY_VERIFY(server.hasPendingConnections());
        QLocalSocket *peer = server.nextPendingConnection();
        QVERIFY(connection.write("goodbye"));
        connection.close();
        QTRY_COMPARE(peer->state(), QLocalSocket::UnconnectedState);
        QCOMPARE(peer->readAll(), QByteArray("goodbye"));
    }

    void theLastBytesComeBeforeTheEnd()
    {
        QLocalServer server;
        QVERIFY(server.listen(path()));
        LocalConnection connection(path());
        QByteArray heard;
        QList<Loss> losses;
        connect(&connection, &LocalConnection::readable, this, [&] { heard += connection.read(); });
        connect(&connection, &LocalConnection::lost, this, [&](Loss loss, const QString &) {
            losses << loss;
            QCOMPARE(heard, QByteArray("goodbye"));
        });
        connection.open();
        QTRY_VERIFY(server.hasPendingConnections());
        QLocalSocket *peer = server.nextPendingConnection();
        peer->write("goodbye");
        peer->disconnectFromServer();
        QTRY_COMPARE(losses.size(), 1);
        QCOMPARE(losses[0], Loss::ClosedByPeer);
        QVERIFY(!connection.isConnected());
    }

    void aPersistentOneComesBackUntilItIsClosed()
    {
        LocalConnection connection(path(), {.persistent = true});
        QSignalSpy connected(&connection, &LocalConnection::connected);
        QSignalSpy lost(&connection, &LocalConnection::lost);
        connection.open();
        QTest::qWait(50);
        auto server = std::make_unique<QLocalServer>();
        QVERIFY(server->listen(path()));
        QTRY_COMPARE(connected.count(), 1);
        QCOMPARE(lost.count(), 0);
        server.reset(); // closes its connections, too
        QTRY_COMPARE(lost.count(), 1);
        server = std::make_unique<QLocalServer>();
        QVERIFY(server->listen(path()));
        QTRY_COMPARE(connected.count(), 2);
        connection.close();
        server.reset();
        QTest::qWait(100);
        QCOMPARE(lost.count(), 1);
        QCOMPARE(connected.count(), 2);
    }

    // Retries of a peer that accepts and closes at once have pauses in between.
    void aPeerThatClosesAtOnceIsNoTightLoop()
    {
        QLocalServer server;
        int accepted = 0;
        connect(&server, &QLocalServer::newConnection, this, [&] {
            while (QLocalSocket *peer = server.nextPendingConnection()) {
                ++accepted;
                peer->abort();
                peer->deleteLater();
            }
        });
        QVERIFY(server.listen(path()));
        LocalConnection connection(path(), {.persistent = true});
        int turns = 0;
        QTimer turn; // fires whenever the event loop is idle
        connect(&turn, &QTimer::timeout, this, [&] { ++turns; });
        turn.start(1);
        connection.open();
        QTRY_VERIFY(accepted >= 3);
        QVERIFY2(turns >= 2 * (accepted - 1), qPrintable(QString::number(turns)));
    }

    void itMayBeDestroyedInsideItsSignals()
    {
        QLocalServer server;
        QVERIFY(server.listen(path()));
        auto heard = std::make_unique<LocalConnection>(path());
        connect(heard.get(), &LocalConnection::readable, this, [&heard] { heard.reset(); });
        heard->open();
        QTRY_VERIFY(server.hasPendingConnections());
        server.nextPendingConnection()->write("x");
        QTRY_VERIFY(!heard);
        auto absent = std::make_unique<LocalConnection>(path() + u'x');
        connect(absent.get(), &LocalConnection::lost, this, [&absent] { absent.reset(); });
        absent->open();
        QTRY_VERIFY(!absent);
    }
};

HYDRA_TEST_MAIN(TestLocalConnection)
#include "test_local_connection.moc"
