// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/topology/pretend_keeper.h"
#include "ui/models/vm_network.h"
#include "ui/topology/network_actions.h"

using namespace hydra;
using namespace hydra::ui;

namespace {

const VmRef hub{QStringLiteral("home"), QStringLiteral("hub")};
const QByteArray labText = "network: {mode: lab}\nvms:\n  - name: hub # mine\n    peers: none\n";

QJsonObject jsonOf(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

NetworkChange everything()
{
    using std::chrono::milliseconds;
    return {.egress = EgressSpec{.kind = EgressSpec::Kind::Allow,
                                 .allow = {QStringLiteral("deb.debian.org:80"),
                                           QStringLiteral("192.0.2.0/24:53/udp")}},
            .peers = PeersSpec{.kind = PeersSpec::Kind::Only, .only = {QStringLiteral("oven")}},
            .link = LinkSpec{.delay = milliseconds(50),
                             .jitter = milliseconds(5),
                             .loss = 0.01,
                             .rate = 10'000'000,
                             .down = true}};
}

} // namespace

class TestVmNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChangeHasItsCommand()
    {
        const NetworkChange all = everything();
        QCOMPARE(networkCommand(hub, {.egress = all.egress}),
                 QStringLiteral(
                     "hydractl net egress home/hub allow=deb.debian.org:80,192.0.2.0/24:53/udp"));
        QCOMPARE(networkCommand(hub, {.peers = PeersSpec{}}),
                 QStringLiteral("hydractl net peers home/hub all"));
        QCOMPARE(networkCommand(hub, {.link = all.link}),
                 QStringLiteral("hydractl net link home/hub delay=50ms jitter=5ms loss=1% "
                                "rate=10Mbit down=true"));
        QCOMPARE(networkCommand(hub, {.hostLoopback = false}),
                 QStringLiteral("hydractl set home hub host_loopback=false"));
        QCOMPARE(networkCommand(hub, {.link = LinkSpec{}}),
                 QStringLiteral("hydractl net link home/hub clear"));
    }

    void ratesAreWhatCameBetweenTwoCounts()
    {
        const auto before =
            networkCountsIn(jsonOf(R"({"counts": {"received_bytes": 1000, "sent_bytes": 500}})"));
        const auto after =
            networkCountsIn(jsonOf(R"({"counts": {"received_bytes": 151000, "sent_bytes": 500,
                                  "drops": {"egress": 3, "answered": 99, "peers": 1}}})"));
        QVERIFY(before && after);
        const NetworkRates rates = ratesBetween(*before, *after, std::chrono::seconds(1));
        QCOMPARE(rates.fromVm, 1.2e6);
        QCOMPARE(rates.toVm, 0.0);
        QCOMPARE(rates.dropped, quint64(4));
        const NetworkRates fresh = ratesBetween(*after, *before, std::chrono::seconds(1));
        QCOMPARE(fresh.fromVm, 0.0); // another switch counts from 0
        QCOMPARE(ratesBetween(*before, *after, std::chrono::seconds(0)).fromVm, 0.0);
        QVERIFY(!networkCountsIn(jsonOf(R"({"switch": "away"})")));
    }

    void ratesAreSaidWithTheirUnits()
    {
        QCOMPARE(bitRateText(0), QStringLiteral("0"));
        QCOMPARE(bitRateText(999.4), QStringLiteral("999 bit/s"));
        QCOMPARE(bitRateText(999.9), QStringLiteral("1.0 kbit/s"));
        QCOMPARE(bitRateText(1.24e6), QStringLiteral("1.2 Mbit/s"));
        QCOMPARE(bitRateText(3.14e8), QStringLiteral("314 Mbit/s"));
        QCOMPARE(bitRateText(2e9), QStringLiteral("2.0 Gbit/s"));
        QCOMPARE(bitRateText(3e5, 1.2e6), QStringLiteral("0.3 Mbit/s"));
    }

    void aRunningVmIsAskedAndChanged()
    {
        House house;
        house.writeLab(hub.lab, labText);
        PretendKeeper keeper(house, hub);
        keeper.answers[QStringLiteral("network")] =
            jsonOf(R"({"policy": {"egress": "none"}, "counts": {"received_bytes": 5000,
                       "drops": {"egress": 3}}})");
        keeper.answers[QStringLiteral("network_set")] = {};
        keeper.answers[QStringLiteral("capture_start")] = {};
        keeper.answers[QStringLiteral("capture_stop")] = {};
        house.open();
        VmNetwork &network = VmNetwork::of(*house.store().vm(hub));
        QTRY_VERIFY(network.isLive());
        network.ask();
        QTRY_VERIFY(network.policy().egress->kind == EgressSpec::Kind::None);
        QVERIFY(network.policy().peers->kind == PeersSpec::Kind::None); // as in the file
        QVERIFY(!network.rates());
        network.ask();
        QTRY_VERIFY(network.rates());
        QCOMPARE(network.rates()->dropped, quint64(3));

        bool done = false;
        network.set({.egress = EgressSpec{}}, [&done](const auto &reply) { done = bool(reply); });
        QTRY_VERIFY(done);
        QCOMPARE(keeper.asked[QStringLiteral("network_set")].value(0),
                 jsonOf(R"({"egress": "open"})"));
        network.startCapture(QStringLiteral("/tmp/x.pcapng"), [](const auto &) {});
        QTRY_VERIFY(network.isCapturing());
        QCOMPARE(keeper.asked[QStringLiteral("capture_start")].value(0)[QStringLiteral("path")],
                 QJsonValue(QStringLiteral("/tmp/x.pcapng")));
        network.stopCapture([](const auto &) {});
        QTRY_VERIFY(!network.isCapturing());
        network.startCapture(QStringLiteral("/tmp/x.pcapng"), [](const auto &) {});
        QTRY_VERIFY(network.isCapturing());
        network.noteCaptureEnded();
        QVERIFY(!network.isCapturing());
    }

    void aKeeperThatKnowsNoNetworksIsAskedOnce()
    {
        House house;
        house.writeLab(hub.lab, labText);
        PretendKeeper keeper(house, hub);
        house.open();
        VmNetwork &network = VmNetwork::of(*house.store().vm(hub));
        QTRY_VERIFY(network.isLive());
        network.ask();
        bool refused = false;
        network.set({.egress = EgressSpec{}}, [&refused](const auto &reply) { refused = !reply; });
        QTRY_VERIFY(refused);
        for (int i = 0; i < 3; ++i)
            network.ask();
        bool answered = false;
        network.stopCapture([&answered](const auto &) { answered = true; });
        QTRY_VERIFY(answered);
        QCOMPARE(keeper.asked[QStringLiteral("network")].size(), 1);
        QVERIFY(!network.rates());
    }

    void aVmThatDoesNotRunIsNotAsked()
    {
        House house;
        house.writeLab(hub.lab, labText);
        house.open();
        VmNetwork &network = VmNetwork::of(*house.store().vm(hub));
        network.ask();
        QVERIFY(!network.isLive() && !network.rates());
        bool refused = false;
        network.set({.egress = EgressSpec{}}, [&refused](const auto &reply) { refused = !reply; });
        QVERIFY(refused);
    }
};

HYDRA_TEST_MAIN(TestVmNetwork)
#include "test_vm_network.moc"
