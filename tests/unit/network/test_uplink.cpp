// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/unit/network/switch_client.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QTcpServer>

#include <csignal>

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

bool succeeded(const Json &reply)
{
    return reply.find("result") != nullptr;
}

/// A switch with its uplink and one guest.
struct OnlineLab {
    OnlineLab() : program(folder.filePath(QStringLiteral("s")), false) {}

    [[nodiscard]] bool connect(const std::string &policy)
    {
        const std::string port = R"({"name":"home","mac":"52:54:00:00:00:01",)"
                                 R"("ip":"192.168.100.10","policy":)" +
                                 policy + "}";
        return succeeded(program.call("configure",
                                      R"({"subnet":"192.168.100.0/24","gateway":"192.168.100.1",)"
                                      R"("resolver":"192.168.100.3"})")) &&
               succeeded(program.call("port.add", port, home.farEnd())) && uplinkProcess() > 0;
    }
    [[nodiscard]] int uplinkProcess()
    {
        const Json reply = program.call("uplink.start");
        return succeeded(reply) ? int(*reply.find("result")->find("pid")->as<double>()) : -1;
    }
    /// The next TCP segment that reaches the guest.
    [[nodiscard]] std::optional<Tcp> nextTcp()
    {
        frame = home.receive();
        const auto packet = frame.size() > 14 ? readIpv4(Bytes(frame).subspan(14)) : std::nullopt;
        return packet ? readTcp(packet->payload) : std::nullopt;
    }
    /// Connects to the forward's socket. What the guest gets then.
    [[nodiscard]] std::optional<Tcp> knock(const QString &path)
    {
        QLocalSocket client;
        client.connectToServer(path);
        return client.waitForConnected(20000) ? nextTcp() : std::nullopt;
    }

    /// Whether the guest's answer to SYN gets out: it is then not refused with a reset.
    [[nodiscard]] bool answersBack(const Tcp &syn)
    {
        const Route back = routeOf(homePort(), readEthernet(frame)->source, ipOf("192.168.100.1"));
        const std::uint16_t to = syn.source;
        if (!home.send(tcpFrame(back, 22, to, TcpSyn | TcpAck)) ||
            !succeeded(program.call("stats")))
            return false;
        const Json stats = program.call("stats");
        const Json &port = (*stats.find("result")->find("ports")->as<Json::Array>())[0];
        return port.find("drops")->find("guard") == nullptr;
    }

    QTemporaryDir folder;
    Card home;
    SwitchProgram program;
    Octets frame;
};

} // namespace

class TestUplink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestsReachThisMachinesLoopbackOnlyWhenTheyMay()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        OnlineLab lab;
        QVERIFY(lab.connect(R"({"host_loopback":true})"));
        const Route route = routeOf(homePort(), macOf("52:55:c0:a8:64:01"), ipOf("192.168.100.1"));
        const Octets syn = tcpFrame(route, 40000, server.serverPort());
        QVERIFY(lab.home.send(syn));
        const auto answer = lab.nextTcp();
        QVERIFY(answer);
        QCOMPARE(int(answer->flags), TcpSyn | TcpAck);
        QCOMPARE(readEthernet(lab.frame)->source, macOf("52:55:c0:a8:64:01"));
        QVERIFY(succeeded(lab.program.call("port.policy", R"({"name":"home"})")));
        QVERIFY(lab.home.send(tcpFrame(route, 40001, server.serverPort())));
        auto refused = lab.nextTcp();
        while (refused && refused->destination != 40001) // the first connection's, again
            refused = lab.nextTcp();
        QVERIFY(refused && (refused->flags & TcpRst) != 0);
    }

    void forwardsLeadToGuestsAndSurviveTheUplinksEnd()
    {
        OnlineLab lab;
        QVERIFY(lab.connect(R"({"egress":"none"})"));
        const QString path = lab.folder.filePath(QStringLiteral("ssh"));
        const std::string forward =
            R"({"name":"home","guest_port":22,"path":)" + jsonString(path.toStdString()) + "}";
        QVERIFY(succeeded(lab.program.call("forward.add", forward)));
        auto syn = lab.knock(path);
        QVERIFY(syn);
        QCOMPARE(int(syn->destination), 22);
        QVERIFY(lab.answersBack(*syn));
        const int before = lab.uplinkProcess();
        QVERIFY(before > 0 && ::kill(before, SIGKILL) == 0);
        const QDeadlineTimer deadline(20s);
        while (lab.uplinkProcess() == before && !deadline.hasExpired())
            QTest::qWait(5);
        QVERIFY(lab.uplinkProcess() > 0);
        QTRY_VERIFY_WITH_TIMEOUT(lab.knock(path), 20000);
        QVERIFY(succeeded(lab.program.call("forward.remove", forward)));
        QVERIFY(!QFile::exists(path));
    }

    void anotherNetworkGetsAnotherUplink()
    {
        OnlineLab lab;
        QVERIFY(lab.connect("{}"));
        const int before = lab.uplinkProcess();
        const std::string other = R"({"subnet":"10.9.0.0/24","gateway":"10.9.0.1"})";
        QVERIFY(!succeeded(lab.program.call("configure", other))); // a guest is on the first one
        QVERIFY(succeeded(lab.program.call("port.remove", R"({"name":"home"})")));
        QVERIFY(succeeded(lab.program.call("configure", other)));
        const int after = lab.uplinkProcess();
        QVERIFY(after > 0 && after != before);
    }

    void wrongForwardsAreRefused()
    {
        OnlineLab lab;
        QVERIFY(lab.connect("{}"));
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const std::string busy = R"({"name":"home","guest_port":22,"host_port":)" +
                                 std::to_string(server.serverPort()) + "}";
        const Json reply = lab.program.call("forward.add", busy);
        QVERIFY(!succeeded(reply));
        QCOMPARE(*reply.find("error")->find("message")->as<std::string>(),
                 std::string("Address already in use"));
        for (const char *wrong :
             {R"({"name":"home","guest_port":22})",
              R"({"name":"nobody","guest_port":22,"path":"x"})", R"({"name":"home","path":"x"})",
              R"({"guest_port":22,"path":"x"})",
              R"({"name":"home","guest_port":22,"path":"x","udp":true})"})
            QVERIFY2(!succeeded(lab.program.call("forward.add", wrong)), wrong);
    }
};

HYDRA_TEST_MAIN(TestUplink)

#include "test_uplink.moc"
