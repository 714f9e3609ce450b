// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/runtime_socket.h"
#include "tests/support/test_main.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <memory>

using namespace hydra;

namespace {

/// A socket, the port behind it, and a connection through both.
struct Through {
    QTemporaryDir dir;
    QTcpServer port;
    std::unique_ptr<RuntimeSocket> socket;
    QLocalSocket client;
    QTcpSocket *guest = nullptr;

    Through()
    {
        port.listen(QHostAddress::LocalHost);
        PlannedPort planned;
        planned.hostPort = port.serverPort();
        socket = std::make_unique<RuntimeSocket>(dir.filePath(QStringLiteral("r")), planned);
    }

    void connectBoth()
    {
        client.connectToServer(socket->path());
        QTRY_VERIFY(port.hasPendingConnections());
        guest = port.nextPendingConnection();
    }
};

} // namespace

class TestRuntimeSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyItsOwnerMayConnect()
    {
        Through through;
        QVERIFY(through.socket->listen());
        QCOMPARE(QFileInfo(through.socket->path()).permissions() &
                     (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup |
                      QFileDevice::WriteOther),
                 QFileDevice::Permissions());
    }

    void bytesGoBothWays()
    {
        Through through;
        QVERIFY(through.socket->listen());
        through.connectBoth();
        through.client.write("PRI * HTTP/2.0");
        QTRY_COMPARE(through.guest->peek(100), QByteArray("PRI * HTTP/2.0"));
        through.guest->write("SETTINGS");
        QTRY_COMPARE(through.client.peek(100), QByteArray("SETTINGS"));
    }

    void aLastAnswerArrivesBeforeTheEnd()
    {
        Through through;
        QVERIFY(through.socket->listen());
        through.connectBoth();
        const QByteArray answer(3 << 20, 'a');
        through.guest->write(answer);
        through.guest->disconnectFromHost();
        QByteArray got;
        QTRY_VERIFY_WITH_TIMEOUT((got += through.client.readAll()).size() == answer.size(), 30'000);
        QTRY_COMPARE(through.client.state(), QLocalSocket::UnconnectedState);
    }

    void aSlowReaderSlowsTheSender()
    {
        Through through;
        through.client.setReadBufferSize(1024);
        QVERIFY(through.socket->listen());
        through.connectBoth();
        const qint64 sent = 64 << 20;
        through.guest->write(QByteArray(sent, 'a'));
        qint64 before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, through.guest->bytesToWrite()) ==
                                         through.guest->bytesToWrite() &&
                                     before < sent,
                                 30'000);
        QTest::qWait(200);
        QVERIFY2(through.guest->bytesToWrite() > sent / 2,
                 "the socket took more than it could pass on");
    }

    void theEndOfOneIsTheEndOfTheOther()
    {
        Through through;
        QVERIFY(through.socket->listen());
        through.connectBoth();
        through.client.write("bye");
        through.client.disconnectFromServer();
        QTRY_COMPARE(through.guest->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(through.guest->readAll(), QByteArray("bye"));
    }

    void nobodyBehindThePortEndsTheConnection()
    {
        Through through;
        through.port.close();
        QVERIFY(through.socket->listen());
        through.client.connectToServer(through.socket->path());
        QTRY_COMPARE(through.client.state(), QLocalSocket::UnconnectedState);
    }
};

HYDRA_TEST_MAIN(TestRuntimeSocket)
#include "test_runtime_socket.moc"
