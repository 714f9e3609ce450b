// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/console_server.h"
#include "tests/support/test_main.h"

#include <QAbstractEventDispatcher>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>

using namespace hydra;

namespace {

/// A console server in a directory of its own, one client, and a VM that connects on demand.
struct House {
    explicit House(bool recordedByQemu = false)
        : server(PlannedConsole{.name = QStringLiteral("hvc0"),
                                .vmSocket = dir.filePath(QStringLiteral("v")),
                                .socket = dir.filePath(QStringLiteral("c")),
                                .transcript = dir.filePath(QStringLiteral("log")),
                                .recordedByQemu = recordedByQemu})
    {
        if (!server.open(true))
            qFatal("no console");
        client.connectToServer(server.console().socket);
    }
    bool startVm()
    {
        if (!listener.listen(server.console().vmSocket))
            return false;
        server.connectToVm();
        if (!QTest::qWaitFor([this] { return listener.hasPendingConnections(); }))
            return false;
        vm = listener.nextPendingConnection();
        vm->setReadBufferSize(1);
        return QTest::qWaitFor([this] { return server.isConnected(); });
    }
    QTemporaryDir dir;
    ConsoleServer server;
    QLocalSocket client;
    QLocalServer listener;
    QLocalSocket *vm = nullptr;
};

/// How often the event loop woke up within 200 ms in which nothing should happen.
int wakesWhileIdle()
{
    int wakes = 0;
    auto *dispatcher = QAbstractEventDispatcher::instance();
    const auto counting = QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, dispatcher,
                                           [&wakes] { ++wakes; });
    QEventLoop idle;
    QTimer::singleShot(200, &idle, &QEventLoop::quit);
    idle.exec();
    QObject::disconnect(counting);
    return wakes;
}

} // namespace

class TestConsoleServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysForAVmThatDoesNotRunWakeNobodyAndReachNoBootLoader()
    {
        House house;
        QTRY_VERIFY(house.client.bytesAvailable() > 0); // the header
        house.client.write("early");
        QTRY_COMPARE(house.client.bytesToWrite(), 0);
        QTest::qWait(50);
        const int wakes = wakesWhileIdle();
        QVERIFY2(wakes < 10, qPrintable(QString::number(wakes)));
        QVERIFY(house.startVm());
        house.vm->setReadBufferSize(0);
        house.client.write("late");
        QByteArray typed;
        QTRY_VERIFY((typed += house.vm->readAll()).contains("late"));
        QCOMPARE(typed, QByteArray("late"));
    }

    // The guest is paused: it reads no input, none of it is lost, and nothing polls.
    void keysForAPausedVmWaitWithoutATimer()
    {
        House house(true);
        QVERIFY(house.startVm());
        QByteArray keys;
        for (int i = 0; keys.size() < (640 << 10); ++i)
            keys += QByteArray::number(i) + ' ';
        house.client.write(keys);
        qint64 before = -1; // until sockets and server have no more room
        QTRY_VERIFY_WITH_TIMEOUT(house.client.bytesToWrite() ==
                                         std::exchange(before, house.client.bytesToWrite()) &&
                                     (QTest::qWait(300), before == house.client.bytesToWrite()),
                                 30000);
        QVERIFY(before > 0);
        const int wakes = wakesWhileIdle();
        QVERIFY2(wakes < 10, qPrintable(QString::number(wakes)));
        house.vm->setReadBufferSize(0);
        QByteArray typed;
        QTRY_VERIFY_WITH_TIMEOUT((typed += house.vm->readAll()).size() >= keys.size(), 60000);
        QVERIFY(typed == keys);
    }
};

HYDRA_TEST_MAIN(TestConsoleServer)
#include "test_console_server.moc"
