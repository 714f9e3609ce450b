// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"
#include "tests/support/test_main.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QUdpSocket>

using namespace hydra;

namespace {
const QString loopback = QStringLiteral("127.0.0.1");
}

class TestPorts : public QObject
{
    Q_OBJECT

    static void put(const QString &path, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void aPortWithAListenerIsTaken()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const std::uint16_t port = server.serverPort();
        QVERIFY(!isPortFree(loopback, port, Protocol::Tcp));
        QVERIFY(!isPortFree(QStringLiteral("0.0.0.0"), port, Protocol::Tcp));
        QVERIFY(isPortFree(loopback, port, Protocol::Udp));
        server.close();
        QVERIFY(isPortFree(loopback, port, Protocol::Tcp));
    }

    void aBoundUdpPortIsTaken()
    {
        QUdpSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost));
        QVERIFY(!isPortFree(loopback, socket.localPort(), Protocol::Udp));
    }

    void theErrorNamesHolderAndAFreePort()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto result = checkPort(loopback, server.serverPort(), Protocol::Tcp);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Conflict);
        QVERIFY(result.error().what.contains(QString::number(server.serverPort())));
        QVERIFY(result.error().hint.contains(QStringLiteral(" is free")));
#ifdef Q_OS_LINUX
        const auto holder = portHolder(server.serverPort(), Protocol::Tcp);
        QVERIFY(holder);
        QCOMPARE(holder->pid, QCoreApplication::applicationPid());
        QVERIFY(!holder->program.isEmpty());
        QVERIFY(result.error().what.contains(
            QStringLiteral("%1 (pid %2)").arg(holder->program).arg(holder->pid)));
#endif
    }

    void anAddressOfAnotherHostIsNoConflict()
    {
        const auto foreign = checkPort(QStringLiteral("192.0.2.1"), 20000, Protocol::Tcp);
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().code, ErrorCode::Failed);
        QCOMPARE(checkPort(QStringLiteral("localhost"), 20000, Protocol::Tcp).error().code,
                 ErrorCode::Invalid);
    }

    void chosenPortsAreFreeAndNotOfTheAvoided()
    {
        std::set<std::uint16_t> seen;
        for (int i = 0; i < 20; ++i) {
            const auto port = chooseFreePort(loopback, Protocol::Tcp, seen);
            QVERIFY(port);
            QVERIFY(*port >= 20000 && *port < 30000);
            QVERIFY(isPortFree(loopback, *port, Protocol::Tcp));
            QVERIFY(seen.insert(*port).second);
        }
        std::set<std::uint16_t> all;
        for (int port = 20000; port < 30000; ++port)
            all.insert(static_cast<std::uint16_t>(port));
        QCOMPARE(chooseFreePort(loopback, Protocol::Tcp, all).error().code, ErrorCode::Conflict);
    }

    void aProposalIsNearAndNeverTheWantedOne()
    {
        const auto near = proposeFreePort(loopback, 21000, Protocol::Tcp, {21001});
        QVERIFY(near && *near > 21001 && *near <= 21100);
        QVERIFY(proposeFreePort(loopback, 65535, Protocol::Tcp));
    }

#ifdef Q_OS_LINUX
    void holdersAreReadFromTheKernelsTables()
    {
        QTemporaryDir proc;
        const QByteArray header =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when "
            "retrnsmt   uid  timeout inode\n";
        put(proc.filePath(QStringLiteral("net/tcp")),
            header + "   0: 0100007F:15B3 00000000:0000 01 00000000:00000000 00:00000000 00000000 "
                     "0 0 111 1\n");
        put(proc.filePath(QStringLiteral("net/tcp6")),
            header + "   0: 00000000000000000000000000000000:15B3 0:0000 0A 0:0 00:0 0 0 0 222 "
                     "1\nshort\n");
        put(proc.filePath(QStringLiteral("41/comm")), "other\n");
        put(proc.filePath(QStringLiteral("42/comm")), "sshd\n");
        QVERIFY(QDir().mkpath(proc.filePath(QStringLiteral("41/fd"))));
        QVERIFY(QDir().mkpath(proc.filePath(QStringLiteral("42/fd"))));
        QVERIFY(
            QFile::link(QStringLiteral("socket:[111]"), proc.filePath(QStringLiteral("41/fd/3"))));
        QVERIFY(
            QFile::link(QStringLiteral("socket:[222]"), proc.filePath(QStringLiteral("42/fd/9"))));
        QCOMPARE(portHolder(5555, Protocol::Tcp, proc.path()),
                 (PortHolder{42, QStringLiteral("sshd")}));
        QVERIFY(!portHolder(5556, Protocol::Tcp, proc.path()));
        QVERIFY(!portHolder(5555, Protocol::Udp, proc.path()));
        const std::vector<Listener> listening{
            {QStringLiteral("::"), 5555, Protocol::Tcp, PortHolder{42, QStringLiteral("sshd")}}};
        QVERIFY(listeners(proc.path()) == listening);
    }

    void everyListenerIsFoundWithItsAddress()
    {
        QTcpServer server;
        QUdpSocket socket;
        QVERIFY(server.listen(QHostAddress::LocalHost) && socket.bind(QHostAddress::LocalHost));
        const PortHolder self{QCoreApplication::applicationPid(),
                              portHolder(server.serverPort(), Protocol::Tcp)->program};
        const auto all = listeners();
        QVERIFY(all);
        const auto count = [&](const Listener &one) {
            return std::count(all->begin(), all->end(), one);
        };
        QCOMPARE(count({loopback, server.serverPort(), Protocol::Tcp, self}), 1);
        QCOMPARE(count({loopback, socket.localPort(), Protocol::Udp, self}), 1);
    }
#endif

    void addressesOverlapWhenOneCoversTheOther_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("overlap");
        const auto row = [](const char *a, const char *b, bool overlap) {
            QTest::addRow("%s %s", a, b)
                << QString::fromLatin1(a) << QString::fromLatin1(b) << overlap;
        };
        row("127.0.0.1", "127.0.0.1", true);
        row("127.0.0.1", "127.0.0.2", false);
        row("0.0.0.0", "192.168.1.4", true);
        row("::", "127.0.0.1", true);
        row("::", "::1", true);
        row("0.0.0.0", "::1", false);
        row("0.0.0.0", "::", true);
    }

    void addressesOverlapWhenOneCoversTheOther()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, overlap);
        QCOMPARE(addressesOverlap(a, b), overlap);
        QCOMPARE(addressesOverlap(b, a), overlap);
    }
};

HYDRA_TEST_MAIN(TestPorts)
#include "test_ports.moc"
