// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/home_test.h"
#include "tests/cli/json_shape.h"
#include "tests/support/test_main.h"

using namespace hydra;
using namespace hydra::test;

/// A lab's network and forwards on the command line.
class TestCliNetwork : public HomeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeHome(); }

    void aUserNetworkIsRefusedWithTheWayOut_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"net home", "net link home delay=50ms", "net link home", "net egress home/hub none",
              "net peers home all", "net capture home -o x.pcapng", "forward add home 8080:80",
              "forward remove home 8080"})
            QTest::newRow(line) << words(line);
    }
    void aUserNetworkIsRefusedWithTheWayOut()
    {
        QFETCH(QString, line);
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_REFUSES(hydractl(line), 4, "user network", "hydractl set home - network.mode=lab");
        HYDRA_EXITS(hydractl(words("set home - network.mode=lab")), 0);
    }

    void whatDoesNotRunCannotBeChanged()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        HYDRA_REFUSES(hydractl(words("net link other delay=50ms")), 1, "is not running",
                      "hydractl up other");
    }

    void wrongWordsAreToldBeforeAnythingIsAsked_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char *line, const char *word) {
            QTest::newRow(line) << words(line) << QByteArray(word);
        };
        row("net", "LAB");
        row("net link LAB.yaml delay=50", "50ms");
        row("net link LAB.yaml colour=red", "delay, jitter, loss, rate or down");
        row("net egress LAB.yaml closed", "open, none or allow=");
        row("net egress LAB.yaml allow=::1", "'::1' is no destination");
        row("net egress LAB.yaml", "VALUE");
        row("net peers LAB.yaml Hub", "'Hub' is no VM's name");
        row("net capture LAB.yaml", "--output");
        row("net capture LAB.yaml -o x.pcapng --for 0", "--for");
        row("net capture LAB.yaml -o x.pcapng --max-size 1KiB", "--max-size");
        row("forward", "subcommand");
        row("forward add LAB.yaml 80", "[BIND:]HOST:GUEST");
        row("forward add LAB.yaml unix:/x", "unix:PATH:GUEST");
        row("forward remove LAB.yaml x", "unix:PATH");
    }
    void wrongWordsAreToldBeforeAnythingIsAsked()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, word);
        HYDRA_REFUSES(hydractl(line), 2, word);
        QCOMPARE(m_world->running(), 0);
    }

    void aLabsNetworkIsShownBeforeItRuns()
    {
        const QString lab = m_world->write(
            QStringLiteral("two.yaml"),
            "name: two\nnetwork: {subnet: 10.9.0.0/24, mtu: 9000, domain: home}\nvms:\n"
            "  - name: a\n    role: isolated\n    egress: {allow: [deb.debian.org]}\n"
            "    link: {loss: 1%}\n  - name: b\n    ip: 10.9.0.77\n    hostname: door\n"
            "    peers: none\n");
        const QJsonObject shown = m_world->json({words("net"), lab});
        QCOMPARE(shapeError(shown, R"({"lab": "text", "subnet": "text", "gateway": "text",
            "domain": "text", "mtu": "number", "vms": [{"name": "text", "state": "text",
            "ip": "text", "mac": "text", "aliases": ["text"], "host_loopback": "bool",
            "link": {"delay_ms": "number", "jitter_ms": "number", "loss": "number",
            "rate": "number", "down": "bool"}, "switch": "text?"}]})"),
                 QString());
        QCOMPARE(shown[u"gateway"].toString(), words("10.9.0.1"));
        const QJsonObject a = shown[u"vms"][0].toObject();
        const QJsonObject b = shown[u"vms"][1].toObject();
        QCOMPARE(a[u"ip"].toString(), words("10.9.0.10"));
        QCOMPARE(a[u"host_loopback"].toBool(true), false);
        QCOMPARE(a[u"egress"][0].toString(), words("deb.debian.org"));
        QCOMPARE(a[u"link"][u"loss"].toDouble(), 0.01);
        QVERIFY(a[u"counts"].isNull());
        QCOMPARE(b[u"ip"].toString(), words("10.9.0.77"));
        QCOMPARE(b[u"aliases"][0].toString(), words("door"));
        QCOMPARE(b[u"peers"].toString(), words("none"));
        const Outcome table = m_world->hydractl({words("net"), lab});
        HYDRA_EXITS(table, 0);
        QVERIFY2(table.output.contains("10.9.0.77") && table.output.contains("allow 1") &&
                     table.output.contains("loss=1%"),
                 table.words().constData());
    }

    void aUserNetworksPortsAreItsForwards()
    {
        const QString lab =
            m_world->writeLab(QStringLiteral("web"), "  - name: hub\n",
                              "  ports: {ssh: auto, containerd: off, streaming: off}\n");
        HYDRA_EXITS(m_world->hydractl({words("up"), lab}), 0);
        const QJsonArray forwards =
            m_world->json({words("forward"), words("list"), words("web")})[u"forwards"].toArray();
        QCOMPARE(forwards.size(), 1);
        QCOMPARE(forwards[0][u"role"].toString(), words("ssh"));
        QCOMPARE(forwards[0][u"guest_port"].toInt(), 22);
        QCOMPARE(forwards[0][u"protocol"].toString(), words("tcp"));
        const Outcome table = hydractl(words("forward list web"));
        QVERIFY2(table.output.contains("127.0.0.1:" +
                                       QByteArray::number(forwards[0][u"host_port"].toInt())),
                 table.words().constData());
    }
};

HYDRA_TEST_MAIN(TestCliNetwork)
#include "test_cli_network.moc"
