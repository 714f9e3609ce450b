// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/control.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

Json jsonOf(const char *text)
{
    return parseJson(text).value();
}

} // namespace

class TestSwitchControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonIsRead()
    {
        const Json json =
            jsonOf(R"( {"a": [1, -2.5e2, true, null], "b": {"c": "d\n\u00e9\ud83d\ude00"}} )");
        const auto &items = *json.find("a")->as<Json::Array>();
        QCOMPARE(*items[1].as<double>(), -250.0);
        QCOMPARE(*items[2].as<bool>(), true);
        QCOMPARE(*json.find("b")->find("c")->as<std::string>(),
                 std::string("d\n\xc3\xa9\xf0\x9f\x98\x80"));
        QVERIFY(json.find("c") == nullptr);
    }

    void whatIsNoJsonIsNotRead()
    {
        for (const char *text :
             {"", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "nul", "1 2", "\"", "\"\\x\"",
              "\"\\ud800\"", "\"\\udc00x\"", "\"a\nb\"", "+1", "--1", "{a:1}", "[1"})
            QVERIFY2(!parseJson(text), text);
        QVERIFY(parseJson(std::string(16, '[') + std::string(16, ']')));
        QVERIFY(!parseJson(std::string(100000, '[')));
        const std::string whole = R"({"a":[1,{"b":"\u00e9"}],"c":true})";
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!parseJson(whole.substr(0, size)));
    }

    void textsSurviveTheirWriting()
    {
        const std::string text = "\"\\\n\x01 home → 1.2.3.4:5";
        QCOMPARE(*parseJson(jsonString(text))->as<std::string>(), text);
    }

    void aNetworkIsRead()
    {
        const auto segment = readSegment(jsonOf(
            R"({"subnet":"192.168.100.0/24","gateway":"192.168.100.1","domain":"isolated.lab",)"
            R"("resolver":"192.168.100.3","lease_s":3600,"host_addresses":["198.51.100.7"]})"));
        QVERIFY2(segment.has_value(), segment ? "" : segment.error().c_str());
        QCOMPARE(*segment, labSegment());
    }

    void whatANetworkLacksIsNamed_data()
    {
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *params, const char *named) {
            QTest::newRow(params) << QByteArray(params) << QByteArray(named);
        };
        row(R"({"gateway":"10.0.0.1"})", "subnet");
        row(R"({"subnet":"10.0.0.0/24"})", "gateway");
        row(R"({"subnet":"10.0.0.0/24","gateway":"10.0.1.1"})", "gateway");
        row(R"({"subnet":"10.0.0.0/24","gateway":"10.0.0.1","mtu":100})", "mtu");
        row(R"({"subnet":"10.0.0.0/24","gateway":"10.0.0.1","domain":"a b"})", "domain");
        row(R"({"subnet":"10.0.0.0/24","gateway":"10.0.0.1","domain":7})", "domain");
        row(R"({"subnet":"10.0.0.0/24","gateway":"10.0.0.1","mac":"x"})", "mac");
        row(R"({"subnet":"10.0.0.0/24","gateway":"10.0.0.1","host_addresses":[1]})",
            "host_addresses");
    }

    void whatANetworkLacksIsNamed()
    {
        QFETCH(QByteArray, params);
        QFETCH(QByteArray, named);
        const auto segment = readSegment(jsonOf(params.constData()));
        QVERIFY(!segment);
        QVERIFY(QByteArray::fromStdString(segment.error()).startsWith(named + ':'));
    }

    void policiesAreRead()
    {
        const auto policy = readPolicy(
            jsonOf(R"({"egress":["example.com:443"],"host_loopback":true,"peers":["home"]})"));
        QVERIFY(policy->egress == Egress::Allow);
        QCOMPARE(policy->allow, std::vector{parseAllowRule("example.com:443").value()});
        QVERIFY(policy->hostLoopback && !policy->allPeers);
        QVERIFY(policy->allowsPeer("home") && !policy->allowsPeer("attacker"));
        QCOMPARE(*readPolicy(Json()), PolicySpec());
        QVERIFY(readPolicy(jsonOf(R"({"egress":"none"})"))->egress == Egress::None);
        for (const char *wrong :
             {R"({"egress":"nowhere"})", R"({"egress":["a b"]})", R"({"egress":7})",
              R"({"peers":"home"})", R"({"host_loopback":1})"})
            QVERIFY2(!readPolicy(jsonOf(wrong)), wrong);
    }

    void linksAreRead()
    {
        const auto link =
            readLink(jsonOf(R"({"delay_ms":50,"jitter_ms":0.5,"loss":0.01,"rate":1e6})"));
        QCOMPARE(*link,
                 LinkSpec({.delay = 50ms, .jitter = 500us, .loss = 0.01, .rate = 1'000'000}));
        for (const char *wrong : {R"({"loss":2})", R"({"delay_ms":-1})", R"({"down":"yes"})"})
            QVERIFY2(!readLink(jsonOf(wrong)), wrong);
    }

    void callsAreReadWithTheirIds()
    {
        QCOMPARE(readCall(R"({"jsonrpc":"2.0","id":7,"method":"stats"})")->id, std::string("7"));
        QCOMPARE(readCall(R"({"id":"x","method":"stats"})")->id, std::string("\"x\""));
        QCOMPARE(readCall(R"({"id":[1],"method":"stats"})")->id, std::string("null"));
        QVERIFY(!readCall(R"({"id":7})"));
        QVERIFY(!readCall("hello"));
        QVERIFY(parseJson(errorLine("7", "a \"b\"\n")));
        QVERIFY(parseJson(deniedLine("home", "home → 1.2.3.4:5 denied by egress")));
    }
};

HYDRA_TEST_MAIN(TestSwitchControl)

#include "test_switch_control.moc"
