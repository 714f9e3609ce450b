// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"
#include "core/network/control.h"
#include "core/network/json.h"
#include "core/reach/network_change.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>

using namespace hydra;
using namespace std::chrono_literals;

namespace {

NetworkChange everything()
{
    return {.egress = EgressSpec{.kind = EgressSpec::Kind::Allow,
                                 .allow = {QStringLiteral("deb.debian.org"),
                                           QStringLiteral("9.9.9.9:53/udp")}},
            .hostLoopback = false,
            .peers = PeersSpec{.kind = PeersSpec::Kind::Only, .only = {QStringLiteral("lamp")}},
            .link = LinkSpec{
                .delay = 2500us, .jitter = 1ms, .loss = 0.015, .rate = 1500000, .down = true}};
}

NetworkChange nothing()
{
    return {.egress = EgressSpec(), .hostLoopback = true, .peers = PeersSpec(), .link = LinkSpec()};
}

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// A keeper's reply to `network` that says CHANGE.
QJsonObject replyOf(const NetworkChange &change)
{
    const QJsonObject request = toRequest(change);
    return {{QStringLiteral("policy"), request}, {QStringLiteral("link"), request[u"link"]}};
}

} // namespace

class TestNetworkChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotChangedIsNotAskedFor()
    {
        QCOMPARE(compact(toRequest({})), QByteArray("{}"));
        QCOMPARE(compact(toRequest({.egress = EgressSpec{.kind = EgressSpec::Kind::None}})),
                 QByteArray(R"({"egress":"none"})"));
        QCOMPARE(compact(toRequest({.hostLoopback = true})),
                 QByteArray(R"({"host_loopback":true})"));
        QCOMPARE(
            compact(toRequest(everything())),
            QByteArray(R"({"egress":["deb.debian.org","9.9.9.9:53/udp"],"host_loopback":false,)"
                       R"("link":{"delay_ms":2.5,"down":true,"jitter_ms":1,"loss":0.015,)"
                       R"("rate":1500000},"peers":["lamp"]})"));
    }

    void theSwitchUnderstandsTheWords()
    {
        for (const NetworkChange &change : {everything(), nothing()}) {
            const auto json = net::parseJson(compact(toRequest(change)).toStdString());
            QVERIFY(json);
            const auto policy = net::readPolicy(*json);
            QVERIFY2(policy, policy ? "" : policy.error().c_str());
            const auto link = net::readLink(*json->find("link"));
            QVERIFY2(link, link ? "" : link.error().c_str());
            QCOMPARE(link->loss, change.link->loss);
            QVERIFY(link->delay == change.link->delay);
            QCOMPARE(policy->allowsPeer("lamp"), true);
            QCOMPARE(policy->allowsPeer("door"), change == nothing());
        }
    }

    void aReplyIsReadBack()
    {
        VmSpec vm;
        vm.hostLoopback = false;
        for (const NetworkChange &change : {everything(), nothing()})
            QCOMPARE(networkOf(replyOf(change), vm), change);
    }

    void whatAReplyLeavesOutIsTheLabFiles()
    {
        VmSpec vm;
        vm.egress.kind = EgressSpec::Kind::None;
        vm.peers.kind = PeersSpec::Kind::None;
        vm.hostLoopback = false;
        vm.link.down = true;
        const NetworkChange now = networkOf({}, vm);
        QCOMPARE(*now.egress, vm.egress);
        QCOMPARE(*now.peers, vm.peers);
        QCOMPARE(*now.hostLoopback, false);
        QCOMPARE(*now.link, vm.link);
    }

    void theEditsMakeItSoInTheFile()
    {
        const QByteArray text = "name: home\nvms:\n  - name: hub\n    egress: none  # for now\n"
                                "  - name: lamp\n";
        for (const NetworkChange &change : {everything(), nothing()}) {
            const auto edited =
                editLab(text, QStringLiteral("x.yaml"), toEdits(QStringLiteral("hub"), change));
            QVERIFY2(edited, edited ? "" : qPrintable(formatDiagnostic(edited.error().front())));
            const auto lab = readLab(*edited, QStringLiteral("x.yaml"));
            QVERIFY(lab);
            const VmSpec &vm = lab->vms.front();
            QCOMPARE(vm.egress, *change.egress);
            QCOMPARE(vm.hostLoopback, *change.hostLoopback);
            QCOMPARE(vm.peers, *change.peers);
            QCOMPARE(vm.link, *change.link);
        }
        QVERIFY(toEdits(QStringLiteral("hub"), {}).empty());
    }
};

HYDRA_TEST_MAIN(TestNetworkChange)
#include "test_network_change.moc"
