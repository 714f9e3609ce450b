// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"
#include "core/vm/lab_network.h"
#include "core/vm/mac.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

LabNetwork networkOf(const QByteArray &text)
{
    const auto lab = readLab(text, QStringLiteral("home.yaml"));
    if (!lab)
        qFatal("%s", qPrintable(formatDiagnostic(lab.error().front())));
    return labNetworkOf(*lab);
}

QStringList addresses(const LabNetwork &network)
{
    QStringList all;
    for (const LabAddress &address : network.vms)
        all << address.ip;
    return all;
}

/// "NAME: ALIAS ALIAS" of each VM that has some.
QStringList aliases(const LabNetwork &network)
{
    QStringList all;
    for (const LabAddress &address : network.vms) {
        if (!address.aliases.isEmpty())
            all << address.vm + QStringLiteral(": ") + address.aliases.join(u' ');
    }
    return all;
}

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u',', Qt::SkipEmptyParts);
}

} // namespace

class TestLabNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheFileLeavesOutIsFilledIn()
    {
        const LabNetwork network = networkOf("vms: [{name: a}, {name: b}]\n");
        QCOMPARE(network.subnet, QStringLiteral("10.77.0.0/24"));
        QCOMPARE(network.gateway, QStringLiteral("10.77.0.1"));
        QCOMPARE(network.mtu, 1500);
        QCOMPARE(network.domain, QStringLiteral("lab"));
        QCOMPARE(addresses(network), words("10.77.0.10,10.77.0.11"));
        QVERIFY(!QString(UserNetworkSpec().prefix + QStringLiteral(".0/24"))
                     .startsWith(network.subnet.section(u'.', 0, 1)));
    }

    void whatTheFileSaysHolds()
    {
        const LabNetwork network =
            networkOf("network: {subnet: 192.168.7.0/25, gateway: 192.168.7.11, mtu: 9000, domain: "
                      "home}\nvms: [{name: a}, {name: b, ip: 192.168.7.10, mac: "
                      "\"52:54:00:00:00:01\"}, {name: c}]\n");
        QCOMPARE(network.gateway, QStringLiteral("192.168.7.11"));
        QCOMPARE(network.mtu, 9000);
        QCOMPARE(network.domain, QStringLiteral("home"));
        // What is given and the gateway's are passed over.
        QCOMPARE(addresses(network), words("192.168.7.12,192.168.7.10,192.168.7.13"));
        QCOMPARE(network.of(QStringLiteral("b"))->mac, QStringLiteral("52:54:00:00:00:01"));
        QCOMPARE(network.of(QStringLiteral("a"))->mac,
                 macOf({QStringLiteral("home"), QStringLiteral("a")}, {}));
        QCOMPARE(network.of(QStringLiteral("d")), nullptr);
        QCOMPARE(network.withLength(QStringLiteral("192.168.7.12")),
                 QStringLiteral("192.168.7.12/25"));
    }

    void aSmallNetworkIsUsedUpToItsLastAddress()
    {
        // 8 to 15: 8 and 15 are the network's own, 9 is the gateway.
        QCOMPARE(addresses(networkOf("network: {subnet: 10.1.1.8/29}\nvms: [{name: a}, {name: b}, "
                                     "{name: c, ip: 10.1.1.12}, {name: d}, {name: e}]\n")),
                 words("10.1.1.10,10.1.1.11,10.1.1.12,10.1.1.13,10.1.1.14"));
        QCOMPARE(addresses(networkOf("network: {subnet: 10.1.1.0/28}\nvms: [{name: a}, {name: b}, "
                                     "{name: c}, {name: d}, {name: e}, {name: f}]\n")),
                 words("10.1.1.10,10.1.1.11,10.1.1.12,10.1.1.13,10.1.1.14,10.1.1.2"));
    }

    void asManyVmsAsALabMayHaveGetDifferentAddresses()
    {
        QByteArray text = "network: {subnet: 10.8.0.0/23}\nvms:\n";
        for (int i = 0; i < 256; ++i)
            text += "  - name: vm" + QByteArray::number(i) + "\n";
        const QStringList all = addresses(networkOf(text));
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 256);
        QCOMPARE(all.back(), QStringLiteral("10.8.1.9"));
    }

    void vmsAreFoundByMoreThanTheirNames_data()
    {
        QTest::addColumn<QByteArray>("vms");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *vms, const char *expected) {
            QTest::newRow(vms) << QByteArray(vms) << words(expected);
        };
        row("{name: a}", "");
        row("{name: a, hostname: A}", "");
        row("{name: vm1, hostname: hydravm1}", "vm1: hydravm1");
        row("{name: a, hostname: Edge1.example.org}", "a: edge1");
        row("{name: a, role: host}, {name: b, role: isolated}", "a: host,b: isolated");
        row("{name: a, role: isolated}, {name: b, role: isolated}", "");
        row("{name: a, role: isolated}, {name: isolated}", "");
        row("{name: isolated, role: isolated}", "");
        row("{name: a, hostname: same}, {name: b, hostname: same.x}", "");
        row("{name: a, hostname: b}, {name: b}", "");
        row("{name: a, hostname: home, role: host}", "a: home host");
        row("{name: a, hostname: host, role: host}", "a: host");
        row("{name: a, hostname: host}, {name: b, role: host}", "");
    }
    void vmsAreFoundByMoreThanTheirNames()
    {
        QFETCH(QByteArray, vms);
        QFETCH(QStringList, expected);
        QCOMPARE(aliases(networkOf("vms: [" + vms + "]\n")), expected);
    }
};

HYDRA_TEST_MAIN(TestLabNetwork)
#include "test_lab_network.moc"
