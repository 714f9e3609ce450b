// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"
#include "tests/cli/home_test.h"
#include "tests/cli/json_shape.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>

using namespace hydra;
using namespace hydra::test;

/// The host ports of all labs on the command line.
class TestCliPorts : public HomeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeHome(); }

    void aConflictOfTwoLabsIsShownWithACureThatWorks()
    {
        const auto port = chooseFreePort(words("127.0.0.1"), Protocol::Tcp, {});
        QVERIFY(port);
        const QByteArray ports = "  - name: hub\n    ports: {ssh: " + QByteArray::number(*port) +
                                 ", containerd: off, streaming: off}\n";
        HYDRA_EXITS(m_world->hydractl({words("up"), m_world->writeLab(words("one"), ports)}), 0);
        HYDRA_EXITS(hydractl(words("create two --preset plain")), 0);
        HYDRA_EXITS(hydractl(words("set two vm1 ports.ssh=%1").arg(*port)), 0);
        const QJsonArray rows = m_world->json({words("ports")})[u"ports"].toArray();
        QCOMPARE(shapeError(QJsonObject{{words("ports"), rows}},
                            R"({"ports": [{"lab": "text", "vm": "text", "role": "text",
            "protocol": "tcp|udp", "host_address": "text", "host_port": "number",
            "guest_port": "number", "state": "listening|closed|free|taken|unchosen",
            "authenticates": "yes|no|unknown", "open_to_network": "bool", "conflict": "text?",
            "proposal": "number?"}]})"),
                 QString());
        const Outcome table = hydractl(words("ports"));
        HYDRA_EXITS(table, 0);
        static const QRegularExpression cure(words("hydractl (set two vm1 ports\\.ssh=[0-9]+)"));
        const auto match = cure.match(QString::fromUtf8(table.errorOutput));
        QVERIFY2(match.hasMatch(), table.words().constData());
        QVERIFY(table.output.contains("conflict"));
        HYDRA_EXITS(hydractl(match.captured(1)), 0);
        QVERIFY2(!hydractl(words("ports")).errorOutput.contains("two/vm1"),
                 hydractl(words("ports")).words().constData());
    }

    void withoutLabsThereAreNoPorts()
    {
        const World empty;
        QCOMPARE(empty.json({words("ports")}), (QJsonObject{{words("ports"), QJsonArray()}}));
    }
};

HYDRA_TEST_MAIN(TestCliPorts)
#include "test_cli_ports.moc"
