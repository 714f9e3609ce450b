// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/control.h"
#include "tests/integration/support/integration_test.h"

#include <QJsonArray>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

using namespace hydra::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const QString kHub = QStringLiteral("net/hub");
const QString kThing = QStringLiteral("net/thing");
const QString kClient = QStringLiteral("net/client");

/// Of `ping`'s last lines; -1 when nothing came back.
double leastMs(const QByteArray &said)
{
    static const QRegularExpression least(QStringLiteral("rtt min/avg/max/mdev = ([0-9.]+)/"));
    const auto match = least.match(QString::fromUtf8(said));
    return match.hasMatch() ? match.captured(1).toDouble() : -1;
}

/// Whether a listener of this machine speaks SSH.
template <typename Socket> bool isSshAt(Socket &socket)
{
    for (int i = 0; i < 100 && socket.bytesAvailable() < 4; ++i)
        QTest::qWait(100);
    return socket.readAll().startsWith("SSH-");
}

bool isSshAtPort(int port)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
    return isSshAt(socket);
}

std::uint16_t freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : std::uint16_t(0);
}

} // namespace

/// Forks of one frozen guest on their lab's network: who reaches whom, what is refused, and what
/// becomes of it all when parts of it are killed.
class TestLabNetwork : public QObject
{
    Q_OBJECT

    std::unique_ptr<Sandbox> m_box;

    Sandbox &box() { return *m_box; }

    QByteArray said(const QString &vm, const QString &script)
    {
        const Outcome outcome = box().guest(vm, script + QStringLiteral(" 2>&1; :"));
        return outcome.ok() ? outcome.out : QByteArray("FAILED ") + outcome.say().toUtf8();
    }
    bool pings(const QString &vm, const QString &target)
    {
        return leastMs(said(vm, QStringLiteral("sudo ping -q -c 1 -W 2 ") + target)) >= 0;
    }
    QJsonObject ask(const QString &vm, const QString &method, const QJsonObject &params = {})
    {
        return askKeeper(box(), vm, method, params).value_or(QJsonObject());
    }
    bool changes(const QString &vm, const QJsonObject &params)
    {
        return ask(vm, QStringLiteral("network_set"), params).contains(u"result");
    }
    QJsonObject network(const QString &vm)
    {
        return ask(vm, QStringLiteral("network"))[u"result"].toObject();
    }
    int dropped(const QString &vm, const char *reason)
    {
        return network(vm)[u"counts"][u"drops"][QLatin1String(reason)].toInt();
    }
    bool wasLogged(const QString &vm, const char *words)
    {
        return contentOf(box().vmState(vm) + QStringLiteral("/vm.log")).contains(words);
    }
    std::vector<Running> ownSwitches()
    {
        std::vector<Running> found;
        for (const Running &process : box().processes()) {
            if (process.name() == u"hydra-switch")
                found.push_back(process);
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "900000");
        if (auto warm = WarmGuest::ensure(); !warm) // provides the image
            QFAIL(qPrintable(inFull(warm.error())));
        m_box = std::make_unique<Sandbox>();
        box().useOwnStore();
        box().writeLab(
            QStringLiteral("source"),
            labText({QStringLiteral("name: vm"), QStringLiteral("cpu: 1"),
                     QStringLiteral("memory: 768MiB"), QStringLiteral("image: debian-13"),
                     QStringLiteral("accelerator: tcg")}));
        VERIFY_EXIT(box().hydractl({QStringLiteral("image"), QStringLiteral("prepare"),
                                    QStringLiteral("source/vm"), QStringLiteral("--name"),
                                    QStringLiteral("still"), QStringLiteral("--freeze")},
                                   minutes(10)),
                    0);
        box().writeLab(QStringLiteral("net"),
                       QStringLiteral("name: net\n"
                                      "network: {subnet: 10.9.0.0/24, domain: home.test}\n"
                                      "common: {image: still, accelerator: tcg, cpu: 1, "
                                      "memory: 768MiB}\n"
                                      "vms:\n"
                                      "  - {name: hub, role: host}\n"
                                      "  - {name: thing, role: isolated, egress: none}\n"
                                      "  - {name: client, hostname: tablet, "
                                      "egress: {allow: [203.0.113.0/24]}}\n"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("net"),
                                    QStringLiteral("--wait"), QStringLiteral("cri"),
                                    QStringLiteral("--timeout"), QStringLiteral("180")},
                                   seconds(200)),
                    0);
    }

    void cleanupTestCase()
    {
        if (QTest::currentTestFailed() && m_box)
            qWarning().noquote() << box().logs();
        m_box.reset();
    }

    void forksHaveAddressesOfTheirOwnAndFindEachOther()
    {
        QCOMPARE(box().stateJson(kHub)[u"start"].toString(), QStringLiteral("instant"));
        QVERIFY(said(kHub, QStringLiteral("ip -4 addr")).contains(" 10.9.0.10/24 "));
        QVERIFY(said(kThing, QStringLiteral("ip -4 addr")).contains(" 10.9.0.11/24 "));
        for (const char *name :
             {"10.9.0.11", "thing", "thing.home.test", "isolated.home.test", "client", "tablet"})
            QVERIFY2(pings(kHub, QLatin1String(name)), name);
        QVERIFY(pings(kThing, QStringLiteral("hub")));
        QVERIFY(said(kThing, QStringLiteral("getent hosts 10.9.0.10")).contains("hub.home.test"));
    }

    void whatEgressForbidsIsRefusedAtOnceAndSaid()
    {
        const QString timed = QStringLiteral(
            "exec 2>&1; a=$(date +%s%N); (echo > /dev/tcp/%1) 2>/dev/null && echo open; "
            "b=$(date +%s%N); echo ms $(((b - a) / 1000000))");
        const QByteArray none =
            box()
                .guest(kThing, QStringLiteral("bash -c '%1'")
                                   .arg(timed.arg(QStringLiteral("198.51.100.9/443"))))
                .out;
        QVERIFY2(!none.contains("open") && none.contains("ms "), none);
        QTRY_VERIFY(wasLogged(kThing, "thing → 198.51.100.9:443 denied by egress"));
        QVERIFY(dropped(kThing, "egress") > 0);
        (void)said(kThing, QStringLiteral("getent hosts denied.example"));
        QTRY_VERIFY(wasLogged(kThing, "thing → denied.example denied by egress"));

        (void)said(kClient, QStringLiteral("bash -c 'timeout 2 bash -c \"echo > "
                                           "/dev/tcp/203.0.113.9/80\"; echo > "
                                           "/dev/tcp/198.51.100.9/80'"));
        QTRY_VERIFY(wasLogged(kClient, "client → 198.51.100.9:80 denied by egress"));
        QVERIFY(!wasLogged(kClient, "203.0.113.9"));
        QVERIFY(changes(kThing, {{QStringLiteral("egress"), QStringLiteral("open")}}));
        QCOMPARE(network(kThing)[u"policy"][u"egress"].toString(), QStringLiteral("open"));
        QVERIFY(changes(kThing, {{QStringLiteral("egress"), QStringLiteral("none")}}));
    }

    void thisMachinesLoopbackIsForWhoMayReachIt()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString knock =
            QStringLiteral("bash -c 'echo hello > /dev/tcp/10.9.0.1/%1'").arg(server.serverPort());
        QVERIFY(box().guest(kHub, knock).ok());
        QTRY_VERIFY(server.hasPendingConnections());
        delete server.nextPendingConnection();
        QVERIFY(!box().guest(kThing, knock).ok());
        QVERIFY(!server.hasPendingConnections());
        QTRY_VERIFY(wasLogged(kThing, "denied by host_loopback"));
    }

    void whoTakesAnothersAddressIsNotHeard()
    {
        const QByteArray forged =
            said(kHub, QStringLiteral("sudo ip addr add 10.9.0.77/24 dev $(ls /sys/class/net | "
                                      "grep ^e); sudo ping -q -c 2 -W 1 -I 10.9.0.77 10.9.0.11; "
                                      "sudo ip addr del 10.9.0.77/24 dev $(ls /sys/class/net | "
                                      "grep ^e)"));
        QVERIFY2(leastMs(forged) < 0, forged);
        QVERIFY(dropped(kHub, "source_ip") > 0);
        QVERIFY(pings(kHub, QStringLiteral("10.9.0.11")));
    }

    void forwardsComeAndGoWhileTheGuestRuns()
    {
        const int port = freePort();
        const QJsonObject forward{{QStringLiteral("bind"), QStringLiteral("127.0.0.1")},
                                  {QStringLiteral("host_port"), port},
                                  {QStringLiteral("guest_port"), 22},
                                  {QStringLiteral("udp"), false}};
        QVERIFY(ask(kThing, QStringLiteral("forward_add"), forward).contains(u"result"));
        QVERIFY(isSshAtPort(port));
        QCOMPARE(box().listed(kThing)[u"ports"].toArray().last()[u"host_port"].toInt(), port);
        QVERIFY(ask(kThing, QStringLiteral("forward_remove"), forward).contains(u"result"));
        QVERIFY(!isSshAtPort(port));

        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        QJsonObject busy = forward;
        busy[u"host_port"] = taken.serverPort();
        QVERIFY(ask(kThing, QStringLiteral("forward_add"), busy)[u"error"][u"message"]
                    .toString()
                    .contains(QStringLiteral("in use")));

        const QString path = box().runtime() + QStringLiteral("/ssh");
        QVERIFY(ask(kThing, QStringLiteral("forward_add"),
                    {{QStringLiteral("path"), path}, {QStringLiteral("guest_port"), 22}})
                    .contains(u"result"));
        QLocalSocket local;
        local.connectToServer(path);
        QVERIFY(isSshAt(local));
    }

    void theLinkIsShapedWhileItIsUsed()
    {
        const QString ping = QStringLiteral("sudo ping -q -c 5 -i 0.2 -W 3 hub");
        QVERIFY(changes(kThing,
                        {{QStringLiteral("link"), QJsonObject{{QStringLiteral("delay_ms"), 50}}}}));
        const double delayed = leastMs(said(kThing, ping));
        QVERIFY2(delayed >= 100 && delayed < 110, qPrintable(QString::number(delayed)));
        QVERIFY(changes(kThing,
                        {{QStringLiteral("link"), QJsonObject{{QStringLiteral("delay_ms"), 0},
                                                              {QStringLiteral("down"), true}}}}));
        QVERIFY(!pings(kHub, QStringLiteral("thing")));
        QVERIFY(changes(kThing,
                        {{QStringLiteral("link"), QJsonObject{{QStringLiteral("down"), false}}}}));
        QVERIFY(pings(kHub, QStringLiteral("thing")));
    }

    void peersAreThoseThatBothSidesWant()
    {
        QVERIFY(changes(kClient, {{QStringLiteral("peers"), QJsonArray{QStringLiteral("hub")}}}));
        QVERIFY(!pings(kThing, QStringLiteral("client")));
        QVERIFY(pings(kHub, QStringLiteral("client")));
        QVERIFY(changes(kClient, {{QStringLiteral("peers"), QStringLiteral("all")}}));
        QVERIFY(pings(kThing, QStringLiteral("client")));
    }

    void framesAreRecorded()
    {
        const QString file = box().root() + QStringLiteral("/net.pcapng");
        QVERIFY(ask(kHub, QStringLiteral("capture_start"),
                    {{QStringLiteral("path"), file}, {QStringLiteral("all"), true}})
                    .contains(u"result"));
        QVERIFY(pings(kHub, QStringLiteral("thing")));
        QVERIFY(ask(kHub, QStringLiteral("capture_stop")).contains(u"result"));
        const QByteArray bytes = contentOf(file);
        QVERIFY(bytes.startsWith("\x0a\x0d\x0d\x0a"));
        QVERIFY(bytes.contains("thing") && bytes.contains("hub")); // interfaces by name
    }

    // The guests' cards are held by their keepers and by QEMU, so a new switch gets them again; and
    // a new keeper has them from QEMU or from the switch.
    void killsOfTheNetworksPartsLoseNoGuest()
    {
        const auto switches = ownSwitches();
        QCOMPARE(switches.size(), std::size_t(1));
        const auto qemus = box().qemus();
        QVERIFY(killHard(switches[0].id));
        QTRY_VERIFY(pings(kHub, QStringLiteral("thing")));
        QTRY_COMPARE(ownSwitches().size(), std::size_t(1));
        for (const Running &keeper : box().keepers())
            killHard(keeper.id);
        QVERIFY(pings(kHub, QStringLiteral("thing")));
        VERIFY_EXIT(box().hydractl({QStringLiteral("list")}), 0); // starts keepers again
        for (const Running &keeper : box().keepers())
            killHard(keeper.id);
        QTRY_COMPARE(ownSwitches().size(), std::size_t(1));
        QVERIFY(killHard(ownSwitches()[0].id)); // nobody but QEMU holds the cards now
        VERIFY_EXIT(box().hydractl({QStringLiteral("list")}), 0);
        QTRY_VERIFY(pings(kHub, QStringLiteral("thing")));
        QTRY_VERIFY(pings(kThing, QStringLiteral("client")));
        QCOMPARE(box().qemus().size(), qemus.size());
        // What was changed while it ran holds on.
        QVERIFY(changes(kThing, {{QStringLiteral("host_loopback"), true}}));
        for (const Running &keeper : box().keepers())
            killHard(keeper.id);
        VERIFY_EXIT(box().hydractl({QStringLiteral("list")}), 0);
        QTRY_VERIFY(network(kThing)[u"policy"][u"host_loopback"].toBool());
    }

    void nothingOfItIsLeftAfterItsEnd()
    {
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), QStringLiteral("net")}), 0);
        QTRY_VERIFY(ownSwitches().empty());
    }
};

HYDRA_TEST_MAIN(TestLabNetwork)

#include "test_lab_network.moc"
