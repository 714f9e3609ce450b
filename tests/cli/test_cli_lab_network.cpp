// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"
#include "tests/cli/home_test.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

const QByteArray captureBeginning = QByteArray::fromHex("0a0d0d0a"); // pcapng's first block

} // namespace

/// The network of a lab of two VMs that run, with a switch and an uplink of its own: what the
/// command line shows of it, and changes.
class TestCliLabNetwork : public HomeTest
{
    Q_OBJECT

    [[nodiscard]] QJsonObject vmOf(const char *name) const
    {
        for (const QJsonValue &vm : m_world->json({words("net"), words("lan")})[u"vms"].toArray()) {
            if (vm[u"name"] == QLatin1String(name))
                return vm.toObject();
        }
        return {};
    }

    /// Runs the command that OUTCOME says would keep its change.
    [[nodiscard]] Outcome keep(const Outcome &outcome) const
    {
        static const QRegularExpression command(words("to keep it: hydractl (.*)\n"));
        const auto match = command.match(QString::fromUtf8(outcome.errorOutput));
        Command shell = m_world->command(
            {words("-c"), words("\"$0\" ") + match.captured(1), programPath("hydractl")});
        shell.program = words("sh");
        return Child(shell).finish();
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        m_lab = m_world->writeLab(words("lan"), "  - name: a\n  - name: b\n    role: isolated\n");
        HYDRA_EXITS(hydractl(words("set LAB.yaml - network.mode=lab")), 0);
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        QTRY_COMPARE(vmOf("a")[u"switch"].toString(), words("running"));
        QTRY_COMPARE(vmOf("b")[u"switch"].toString(), words("running"));
    }

    void everyVmIsShownWithItsAddressAndCounts()
    {
        const QJsonObject a = vmOf("a");
        QCOMPARE(a[u"ip"].toString(), words("10.77.0.10"));
        QCOMPARE(a[u"state"].toString(), words("running"));
        QVERIFY(a[u"trouble"].isNull());
        QVERIFY(a[u"counts"][u"received_bytes"].isDouble());
        QVERIFY(a[u"counts"][u"drops"].isObject());
        QCOMPARE(a[u"host_loopback"].toBool(), true);
        QCOMPARE(vmOf("b")[u"host_loopback"].toBool(true), false);
        const Outcome table = hydractl(words("net lan"));
        HYDRA_EXITS(table, 0);
        QVERIFY2(table.output.contains("10.77.0.11"), table.words().constData());
    }

    void aLinkIsChangedForThisRun()
    {
        const Outcome changed = hydractl(words("net link lan/a delay=50ms loss=1%"));
        HYDRA_EXITS(changed, 0);
        QCOMPARE(hydractl(words("net link lan/a")).output,
                 QByteArray("lan/a: delay=50ms loss=1%\n"));
        HYDRA_EXITS(hydractl(words("net link lan rate=1Mbit")), 0);
        QCOMPARE(vmOf("a")[u"link"][u"delay_ms"].toDouble(), 50.0); // what is not given stays
        QCOMPARE(vmOf("a")[u"link"][u"rate"].toInteger(), 1000000);
        QCOMPARE(vmOf("b")[u"link"][u"delay_ms"].toDouble(), 0.0);
        HYDRA_EXITS(hydractl(words("net link lan/a clear")), 0);
        QCOMPARE(hydractl(words("net link lan/a")).output, QByteArray("lan/a: clear\n"));
        QCOMPARE(hydractl(words("get LAB.yaml a link.delay")).output, QByteArray("0\n"));
        HYDRA_EXITS(keep(changed), 0);
        QCOMPARE(hydractl(words("get LAB.yaml a link.delay")).output, QByteArray("50ms\n"));
        QCOMPARE(hydractl(words("get LAB.yaml a link.loss")).output, QByteArray("1%\n"));
    }

    void aPolicyIsChangedForThisRun()
    {
        const Outcome egress =
            hydractl(words("net egress lan/a allow=deb.debian.org,10.0.0.0/8:53/udp"));
        HYDRA_EXITS(egress, 0);
        QCOMPARE(vmOf("a")[u"egress"].toArray().size(), 2);
        QCOMPARE(vmOf("b")[u"egress"].toString(), words("open"));
        const Outcome peers = hydractl(words("net peers lan/b a"));
        HYDRA_EXITS(peers, 0);
        QCOMPARE(vmOf("b")[u"peers"][0].toString(), words("a"));
        HYDRA_REFUSES(hydractl(words("net peers lan/b c")), 2, "there is no VM 'c'",
                      "some of a, b");
        HYDRA_REFUSES(hydractl(words("net peers lan/b b")), 2, "names only itself");
        HYDRA_EXITS(keep(egress), 0);
        HYDRA_EXITS(keep(peers), 0);
        QCOMPARE(hydractl(words("get LAB.yaml a egress")).output,
                 QByteArray("{allow: [deb.debian.org, \"10.0.0.0/8:53/udp\"]}\n"));
        QCOMPARE(hydractl(words("get LAB.yaml b peers")).output, QByteArray("[a]\n"));
    }

    void whatWasChangedEndsWithTheRun()
    {
        HYDRA_EXITS(hydractl(words("net egress lan/a none")), 0);
        HYDRA_EXITS(hydractl(words("kill lan/a")), 0);
        HYDRA_EXITS(hydractl(words("up lan/a")), 0);
        QTRY_COMPARE(vmOf("a")[u"switch"].toString(), words("running"));
        QCOMPARE(vmOf("a")[u"egress"].toString(), words("open"));
    }

    void aForwardIsOpenedAndClosedForThisRun()
    {
        const QString loopback = words("127.0.0.1");
        const auto port = chooseFreePort(loopback, Protocol::Tcp, {});
        QVERIFY(port);
        const Outcome added = hydractl(words("forward add lan/a %1:80").arg(*port));
        HYDRA_EXITS(added, 0);
        QVERIFY(!isPortFree(loopback, *port, Protocol::Tcp));
        const Outcome again = hydractl(words("forward add lan/a %1:80").arg(*port));
        HYDRA_EXITS(again, 0);
        QVERIFY2(again.errorOutput.contains("was there already"), again.words().constData());
        HYDRA_REFUSES(hydractl(words("forward add lan/b %1:80").arg(*port)), 4, "is taken by",
                      "is free");
        const Outcome list = hydractl(words("forward list lan"));
        QVERIFY2(list.output.contains("127.0.0.1:" + QByteArray::number(*port)),
                 list.words().constData());
        HYDRA_EXITS(keep(added), 0);
        QCOMPARE(hydractl(words("get LAB.yaml a ports.extra")).output,
                 QByteArray("[\"" + QByteArray::number(*port) + ":80\"]\n"));
        const Outcome removed = hydractl(words("forward remove lan/a %1").arg(*port));
        HYDRA_EXITS(removed, 0);
        QTRY_VERIFY(isPortFree(loopback, *port, Protocol::Tcp));
        HYDRA_EXITS(keep(removed), 0);
        QCOMPARE(hydractl(words("get LAB.yaml a ports.extra")).output, QByteArray("[]\n"));
        HYDRA_REFUSES(hydractl(words("forward remove lan/a %1").arg(*port)), 3,
                      "hydractl forward list lan/a");
    }

    void aUnixSocketLeadsToAVm()
    {
        const QString socket = m_world->path(words("sock"));
        const QString line = words("forward %1 lan/a unix:%2%3");
        HYDRA_EXITS(hydractl(line.arg(words("add"), socket, words(":22"))), 0);
        QVERIFY(QFile::exists(socket));
        HYDRA_REFUSES(hydractl(line.arg(words("add"), socket, words(":23"))), 4,
                      "is there already");
        QVERIFY(hydractl(words("forward list lan/a")).output.contains("unix:" + socket.toUtf8()));
        HYDRA_EXITS(hydractl(line.arg(words("remove"), socket, QString())), 0);
        QVERIFY(!hydractl(words("forward list lan/a")).output.contains("unix:"));
    }

    void aPortOfAnotherProgramIsNotForwarded()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        HYDRA_REFUSES(hydractl(words("forward add lan/a %1:80").arg(server.serverPort())), 4,
                      "is taken by", "is free");
    }

    void aCaptureGoesToAFile()
    {
        const QString file = m_world->path(words("c.pcapng"));
        const Outcome done = hydractl(words("net capture lan -o %1 --for 0.2").arg(file));
        HYDRA_EXITS(done, 0);
        QVERIFY(m_world->read(words("c.pcapng")).startsWith(captureBeginning));
        HYDRA_REFUSES(hydractl(words("net capture lan -o %1").arg(m_world->path(words("home")))), 2,
                      "is no file");
        HYDRA_REFUSES(
            hydractl(words("net capture lan -o %1").arg(m_world->path(words("none/c.pcapng")))), 3,
            "no such directory");
    }

    void aCaptureGoesIntoAPipeUntilItIsInterrupted()
    {
        Child capture(m_world->command(
            {words("net"), words("capture"), words("lan/a"), words("-o"), words("-")}));
        QVERIFY(capture.waitForOutput(captureBeginning));
        capture.signal(SIGINT);
        const Outcome done = capture.finish();
        HYDRA_EXITS(done, 0);
        QCOMPARE(QDir(m_world->path(words("run/hydra"))).entryList({words("capture-*")}),
                 QStringList());
    }

    void aSwitchThatIsMissingIsSaid()
    {
        HYDRA_EXITS(hydractl(words("kill lan")), 0);
        m_world->setVariable(words("HYDRA_SWITCH"), words("no-such-switch"));
        HYDRA_EXITS(hydractl(words("up lan")), 0);
        QTRY_VERIFY(hydractl(words("status lan/a")).output.contains("no-such-switch"));
        QCOMPARE(m_world->state(words("lan/a")), words("running"));
    }

    void nothingIsLeftOfADeletedLab()
    {
        HYDRA_EXITS(hydractl(words("kill lan")), 0);
        HYDRA_EXITS(hydractl(words("delete lan --yes")), 0);
        QVERIFY(!QFileInfo::exists(m_world->paths().labRuntime(words("lan"))));
        QVERIFY(!QFileInfo::exists(m_world->paths().labState(words("lan"))));
    }
};

HYDRA_TEST_MAIN(TestCliLabNetwork)
#include "test_cli_lab_network.moc"
