// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"
#include "core/network/control.h"
#include "core/vm/planned_network.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>

using namespace hydra;

namespace {

LabSpec labOf(const char *text)
{
    const auto lab = readLab(text, QStringLiteral("home.yaml"));
    if (!lab)
        qFatal("%s", qPrintable(formatDiagnostic(lab.error().front())));
    return *lab;
}

PlannedNetwork planned(const LabSpec &lab)
{
    return planNetwork({.network = labNetworkOf(lab),
                        .resolvers = lab.network.dns,
                        .vm = lab.vms.front(),
                        .switchSocket = QStringLiteral("/run/n")});
}

/// As the switch reads it.
net::Json read(const QJsonObject &json)
{
    return net::parseJson(QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString()).value();
}

constexpr const char *kHome = R"(
network: {subnet: 192.168.100.0/24, dns: [192.0.2.53], mtu: 9000, domain: home.test}
vms:
  - name: vm1
    role: isolated
    egress: {allow: [deb.debian.org, 203.0.113.0/24:443, "192.0.2.1:53/udp"]}
    peers: [vm2]
    link: {delay: 50ms, jitter: 1500us, loss: 1%, rate: 10Mbit, down: true}
  - name: vm2
)";

} // namespace

/// What a lab file says of a network, in the switch's words.
class TestPlannedNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSwitchReadsWhatTheLabFileSays()
    {
        const PlannedNetwork network = planned(labOf(kHome));
        const auto segment = net::readSegment(read(network.segment));
        QVERIFY2(segment, segment ? "" : segment.error().c_str());
        QCOMPARE(net::toText(segment->subnet), std::string("192.168.100.0/24"));
        QCOMPARE(net::toText(segment->resolver), std::string("192.0.2.53"));
        QCOMPARE(segment->mtu, std::size_t(9000));
        QCOMPARE(segment->domain, std::string("home.test"));

        const auto port = net::readPort(read(network.port));
        QVERIFY2(port, port ? "" : port.error().c_str());
        QCOMPARE(port->name, std::string("vm1"));
        QCOMPARE(net::toText(port->ip), std::string("192.168.100.10"));
        QCOMPARE(port->aliases, std::vector<std::string>{"isolated"});

        const auto policy = net::readPolicy(read(network.port[u"policy"].toObject()));
        QVERIFY2(policy, policy ? "" : policy.error().c_str());
        QVERIFY(policy->egress == net::Egress::Allow && policy->allow.size() == 3);
        QVERIFY(!policy->hostLoopback); // an isolated one's
        QVERIFY(policy->allowsPeer("vm2") && !policy->allowsPeer("vm3"));

        const auto link = net::readLink(read(network.port[u"link"].toObject()));
        QVERIFY2(link, link ? "" : link.error().c_str());
        QVERIFY(link->delay == std::chrono::milliseconds(50));
        QVERIFY(link->jitter == std::chrono::microseconds(1500));
        QVERIFY(link->loss == 0.01 && link->rate == 10'000'000 && link->down);
    }

    void withoutAResolverThisMachinesIsFoundAtAFreeAddress()
    {
        const auto resolver = [](const char *text) {
            return planned(labOf(text)).segment[u"resolver"].toString();
        };
        QCOMPARE(resolver("network: {subnet: 10.1.0.0/24}\nvms: [{name: a}]"),
                 QStringLiteral("10.1.0.254"));
        QCOMPARE(resolver("network: {subnet: 10.1.0.0/24}\nvms: [{name: a, ip: 10.1.0.254}]"),
                 QStringLiteral("10.1.0.253"));
        QCOMPARE(resolver("network: {subnet: 10.1.0.0/24, gateway: 10.1.0.254}\n"
                          "vms: [{name: a, ip: 10.1.0.253}]"),
                 QStringLiteral("10.1.0.252"));
    }

    void guestsAreSetUpForTheLabsNetwork()
    {
        LabSpec lab = labOf(kHome);
        const UserNetworkSpec network =
            onLabNetwork(lab.vms[0], labNetworkOf(lab)).userNetwork.full();
        QCOMPARE(network.address, QStringLiteral("192.168.100.10"));
        QCOMPARE(network.gateway, QStringLiteral("192.168.100.1"));
        QCOMPARE(network.dns, network.gateway); // the switch answers names
        QCOMPARE(network.search, QStringList{QStringLiteral("home.test")});
        lab.network.subnet = QStringLiteral("192.168.96.0/20");
        QCOMPARE(
            onLabNetwork(lab.vms[0], labNetworkOf(lab)).userNetwork.full().address.section(u'/', 1),
            QStringLiteral("20"));
    }
};

HYDRA_TEST_MAIN(TestPlannedNetwork)
#include "test_planned_network.moc"
