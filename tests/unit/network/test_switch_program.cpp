// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/switch_client.h"

#include <unistd.h>

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *kNetwork =
    R"({"subnet":"192.168.100.0/24","gateway":"192.168.100.1","domain":"isolated.lab"})";
constexpr const char *kHomeCard =
    R"({"name":"home","mac":"52:54:00:00:00:01","ip":"192.168.100.10"})";
constexpr const char *kOtherCard =
    R"({"name":"attacker","mac":"52:54:00:00:00:02","ip":"192.168.100.11"})";

bool isDone(const Json &reply)
{
    return reply.find("result") != nullptr;
}

Octets pingToOther()
{
    return echoFrame(routeOf(homePort(), otherPort().mac, otherPort().ip));
}

Route toGateway()
{
    return routeOf(homePort(), macOf("52:55:c0:a8:64:01"), ipOf("192.168.100.1"));
}

/// A switch with two guests.
struct RunningLab {
    explicit RunningLab(bool oneByOne = false) : program(path(), oneByOne) {}

    [[nodiscard]] QString path() const { return folder.filePath(QStringLiteral("s")); }
    [[nodiscard]] bool connect(SwitchProgram &to)
    {
        return isDone(to.call("configure", kNetwork)) &&
               isDone(to.call("port.add", kOtherCard, other.farEnd())) &&
               isDone(to.call("port.add", kHomeCard, home.farEnd()));
    }

    QTemporaryDir folder;
    Card home;
    Card other;
    SwitchProgram program;
};

} // namespace

class TestSwitchProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestsTalk_data()
    {
        QTest::addColumn<bool>("oneByOne");
        QTest::newRow("in batches") << false;
        QTest::newRow("one by one") << true;
    }

    void guestsTalk()
    {
        QFETCH(bool, oneByOne);
        RunningLab lab(oneByOne);
        QVERIFY(lab.connect(lab.program));
        QVERIFY(lab.home.send(arpFrame(homePort(), otherPort().ip)));
        QCOMPARE(readArp(Bytes(lab.home.receive()).subspan(14))->senderMac, otherPort().mac);
        for (int i = 0; i < 100; ++i) {
            Octets frame = pingToOther();
            frame.back() = std::uint8_t(i);
            QVERIFY(lab.home.send(frame));
        }
        for (int i = 0; i < 100; ++i)
            QCOMPARE(int(lab.other.receive().back()), i);
    }

    void forgeriesAndOversizedFramesAreDropped()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        Octets forged = pingToOther();
        forged[29] = 77;
        QVERIFY(lab.home.send(forged));
        Octets large = pingToOther();
        large.resize(9000);
        QVERIFY(lab.home.send(large));
        QVERIFY(lab.home.send(pingToOther())); // the only one that arrives
        QCOMPARE(lab.other.receive(), pingToOther());
        QVERIFY(lab.other.receive(0ms).empty());
        const Json stats = lab.program.call("stats");
        const auto &home = (*stats.find("result")->find("ports")->as<Json::Array>())[1];
        QCOMPARE(*home.find("drops")->find("source_ip")->as<double>(), 1.0);
        QCOMPARE(*home.find("drops")->find("size")->as<double>(), 1.0);
        QCOMPARE(*home.find("received_frames")->as<double>(), 3.0);
    }

    void addressesAndNamesAreGiven()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        const Route route{.sourceMac = homePort().mac,
                          .destinationMac = kBroadcastMac,
                          .source = kAnyAddress,
                          .destination = kBroadcastAddress};
        const Octets discover = dhcpMessage(homePort().mac, {53, 1, DhcpDiscover});
        QVERIFY(lab.home.send(udpFrame(route, 68, 67, discover)));
        const Octets offer = lab.home.receive();
        QCOMPARE(Octets(offer.begin() + 58, offer.begin() + 62), Octets({192, 168, 100, 10}));
        QVERIFY(lab.home.send(udpFrame(toGateway(), 5000, 53, dnsQuery("attacker.isolated.lab"))));
        const Octets named = lab.home.receive();
        QCOMPARE(Octets(named.end() - 4, named.end()), Octets({192, 168, 100, 11}));
    }

    void refusalsAreToldToGuestAndClients()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        Card uplink;
        QVERIFY(isDone(lab.program.call("uplink.add", "{}", uplink.farEnd())));
        const Route away = routeOf(homePort(), macOf("52:55:c0:a8:64:01"), ipOf("203.0.113.9"));
        QVERIFY(lab.home.send(tcpFrame(away, 40000, 443)));
        QCOMPARE(uplink.receive(), tcpFrame(away, 40000, 443));
        QVERIFY(isDone(lab.program.call("port.policy", R"({"name":"home","egress":"none"})")));
        QVERIFY(lab.home.send(tcpFrame(away, 40000, 443)));
        QVERIFY(!lab.home.receive().empty()); // the reset
        QVERIFY(lab.program.notification().find("home → 203.0.113.9:443 denied by egress") !=
                std::string::npos);
        QVERIFY(uplink.receive(0ms).empty());
    }

    void linksAreShapedWhileTheyRun()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        QVERIFY(isDone(lab.program.call("port.link", R"({"name":"home","down":true})")));
        QVERIFY(lab.home.send(pingToOther()));
        QVERIFY(isDone(lab.program.call("stats"))); // by now the frame is gone
        QVERIFY(isDone(lab.program.call("port.link", R"({"name":"home","delay_ms":1})")));
        Octets late = pingToOther();
        late.back() = 99;
        QVERIFY(lab.home.send(late));
        QCOMPARE(lab.other.receive(), late);
    }

    void aKilledSwitchIsReplaced()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        lab.program.kill();
        QVERIFY(lab.home.send(pingToOther())); // waits in the socket
        SwitchProgram next(lab.path(), false);
        QVERIFY(lab.connect(next));
        QCOMPARE(lab.other.receive(), pingToOther());
    }

    void oneSwitchServesALab()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        QProcess other;
        other.start(programPath("hydra-switch"), {QStringLiteral("--socket"), lab.path()});
        QVERIFY(other.waitForFinished(10000));
        QCOMPARE(other.exitCode(), 0);
        QVERIFY(isDone(lab.program.call("stats"))); // undisturbed
        QVERIFY(lab.home.send(pingToOther()));
        QCOMPARE(lab.other.receive(), pingToOther());
    }

    void aKeeperGetsTheFarEndBack()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        QVERIFY(isDone(lab.program.call("port.descriptor", R"({"name":"home"})")));
        const int far = lab.program.takeAttached();
        QVERIFY(far >= 0);
        QVERIFY(isDone(lab.program.call("port.remove", R"({"name":"home"})")));
        QVERIFY(isDone(lab.program.call("port.add", kHomeCard, far)));
        ::close(far);
        QVERIFY(lab.home.send(pingToOther()));
        QCOMPARE(lab.other.receive(), pingToOther());
    }

    void trafficIsCaptured()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        const QString path = lab.folder.filePath(QStringLiteral("lab.pcapng"));
        const std::string spec = "{\"path\":" + jsonString(path.toStdString()) + "}";
        QVERIFY(isDone(lab.program.call("capture.start", spec)));
        QVERIFY(lab.home.send(pingToOther()));
        QCOMPARE(lab.other.receive(), pingToOther());
        QVERIFY(isDone(lab.program.call("capture.stop")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        const Octets frame = pingToOther();
        QCOMPARE(content.count(QByteArray(reinterpret_cast<const char *>(frame.data()),
                                          qsizetype(frame.size()))),
                 1);
    }

    void wrongCallsAreRefusedInWords()
    {
        RunningLab lab;
        QVERIFY(!isDone(lab.program.call("port.add", kHomeCard, lab.home.farEnd())));
        QVERIFY(isDone(lab.program.call("configure", kNetwork)));
        QVERIFY(!isDone(lab.program.call("dance", "{}", lab.home.farEnd())));
        QVERIFY(!isDone(lab.program.call("port.add", kHomeCard)));
        QVERIFY(!isDone(lab.program.call("port.add", kHomeCard, STDERR_FILENO)));
        QVERIFY(!isDone(lab.program.call("port.remove", R"({"name":"nobody"})")));
        QVERIFY(!isDone(lab.program.call("dance")));
        QVERIFY(isDone(lab.program.call("stats")));
    }

    void itEndsWithItsLastClient()
    {
        RunningLab lab;
        QVERIFY(lab.connect(lab.program));
        for (const char *port : {R"({"name":"home"})", R"({"name":"attacker"})"})
            QVERIFY(isDone(lab.program.call("port.remove", port)));
        QVERIFY(lab.program.endsAfterDisconnect());
    }
};

HYDRA_TEST_MAIN(TestSwitchProgram)

#include "test_switch_program.moc"
