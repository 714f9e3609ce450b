// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/boot_history.h"
#include "tests/cli/home_test.h"
#include "tests/cli/json_shape.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

/// What a user waits for, watches and reads of a VM that runs.
class TestCliFollow : public HomeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeHome(); }

    void upWaitsForTheGuestsUserSpace()
    {
        QJsonObject fake = bootingFake();
        QJsonObject step = fake[QStringLiteral("boot")][0].toObject();
        step[QStringLiteral("ms")] = 400;
        fake[QStringLiteral("boot")] = QJsonArray{step};
        m_world->setFake(fake);
        const Outcome up = hydractl(words("up LAB.yaml --wait boot --timeout 30"));
        HYDRA_EXITS(up, 0);
        QVERIFY(up.wall > std::chrono::milliseconds(400));
        QVERIFY2(up.errorOutput.contains("home/hub: running"), up.words().constData());
        QCOMPARE(up.output, QByteArray());
    }

    void aGuestThatAnswersOnItsSshPortReachesThatPhase()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_REFUSES(hydractl(words("wait home/hub ssh --timeout 1")), 5, "home/hub", "ssh",
                      "running");
        QTcpServer sshd; // stands for the guest's SSH server
        connect(&sshd, &QTcpServer::newConnection, &sshd,
                [&sshd] { sshd.nextPendingConnection()->write("SSH-2.0-Test\r\n"); });
        QVERIFY(sshd.listen(
            QHostAddress::LocalHost,
            quint16(vm()[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt())));
        Child wait(m_world->command(
            {words("wait"), words("home"), words("ssh"), words("--timeout"), words("30")}));
        QTRY_COMPARE_WITH_TIMEOUT(vm()[QStringLiteral("phase")].toString(), words("ssh"), 15000);
        HYDRA_EXITS(wait.finish(), 0);
        HYDRA_EXITS(hydractl(words("wait home ssh")), 0); // true already
    }

    void theRuntimeIsWaitedForThroughSshWhereNoPortLeadsToIt_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::newRow("cri") << words("cri");
        QTest::newRow("containerd") << words("containerd");
    }

    void theRuntimeIsWaitedForThroughSshWhereNoPortLeadsToIt()
    {
        QFETCH(QString, condition);
        m_lab = m_world->writeLab(words("home"), "  - name: hub\n    containerd: true\n"
                                                 "    ports: {containerd: off, streaming: off}\n");
        const QString socket = m_world->path(words("runtime"));
        Child runtime({.program = programPath("fake_cri"),
                       .args = {words("--listen"), words("unix:") + socket,
                                words("--network-ready"), words("1")}});
        QVERIFY(runtime.waitForOutput("\n"));
        // An ssh whose forwarded socket is the runtime's own; it ends with its input, as cat does.
        const QString ssh = m_world->write(
            words("bin/ssh"), "#!/bin/sh\nwhile [ $# -gt 0 ]; do\n  [ \"$1\" = -L ] && ln -s '" +
                                  socket.toUtf8() + "' \"${2%%:*}\"\n  shift\ndone\nexec cat\n");
        QVERIFY(QFile::setPermissions(ssh, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        QTcpServer sshd;
        connect(&sshd, &QTcpServer::newConnection, &sshd,
                [&sshd] { sshd.nextPendingConnection()->write("SSH-2.0-Test\r\n"); });
        QVERIFY(sshd.listen(
            QHostAddress::LocalHost,
            quint16(vm()[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt())));
        Child wait(m_world->command(
            {words("wait"), words("home"), condition, words("--timeout"), words("30")}));
        // The sshd above needs this thread.
        const bool seen = QTest::qWaitFor(
            [&] { return vm()[QStringLiteral("phase")].toString() == u"cri"; }, 25000);
        const Outcome waited = wait.finish();
        QVERIFY2(seen, waited.words().constData());
        HYDRA_EXITS(waited, 0);
        HYDRA_EXITS(hydractl(words("wait home ") + condition + words(" --timeout 30")), 0);
        runtime.signal(SIGKILL);
        (void)runtime.finish();
        QVERIFY(QFile::remove(socket));
        HYDRA_EXITS(hydractl(words("wait home ") + condition + words(" --timeout 3")), 5);
    }

    void aContainerdThatWasLostIsNotReadyAndTheListSaysSo()
    {
        m_lab = m_world->writeLab(words("home"), "  - name: hub\n    containerd: true\n"
                                                 "    ports: {ssh: off, streaming: off}\n");
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        QString port;
        for (const QJsonValue &one : vm()[QStringLiteral("ports")].toArray()) {
            if (one[QStringLiteral("role")].toString() == u"containerd")
                port = QString::number(one[QStringLiteral("host_port")].toInt());
        }
        auto runtime =
            std::make_unique<Child>(Command{.program = programPath("fake_cri"),
                                            .args = {words("--listen"), words("127.0.0.1:") + port,
                                                     words("--network-ready"), words("1")}});
        QVERIFY(runtime->waitForOutput("\n"));
        HYDRA_EXITS(hydractl(words("wait home cri --timeout 30")), 0);
        QVERIFY(vm()[QStringLiteral("runtime_lost_at_ms")].isNull());
        runtime.reset();
        QTRY_VERIFY_WITH_TIMEOUT(vm()[QStringLiteral("runtime_lost_at_ms")].isDouble(), 15000);
        QVERIFY(vm()[QStringLiteral("phase")].toString() != u"cri");
        const Outcome list = hydractl(words("list"));
        QVERIFY2(list.output.contains("containerd lost"), list.words().constData());
        const Outcome wait = hydractl(words("wait home cri --timeout 2"));
        HYDRA_EXITS(wait, 5);
        QVERIFY2(wait.errorOutput.contains("containerd has not answered since"),
                 wait.words().constData());
    }

    void whatCanNeverBeIsNotWaitedFor()
    {
        m_lab = m_world->writeLab(words("home"), "  - name: hub\n    ports: {ssh: off}\n");
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        HYDRA_REFUSES(hydractl(words("wait home ssh --timeout 60")), 1, "home/hub",
                      "forwards no port", "ports.ssh: auto");
        HYDRA_REFUSES(hydractl(words("wait home cri --timeout 60")), 1, "home/hub",
                      "forwards no port");
    }

    void waitingForAVmThatIsDownFailsAtOnce()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        HYDRA_REFUSES(hydractl(words("wait other ssh --timeout 60")), 1, "other/vm1", "stopped");
    }

    void theBootsOfAnImageAreListed()
    {
        const QString file = m_world->paths().bootHistory(m_world->image());
        for (int i = 0; i < 6; ++i)
            QVERIFY(addToBootHistory(
                file, {.atMs = i,
                       .vm = {words("home"), words("hub")},
                       .accelerator = words("tcg"),
                       .kind = words("first"),
                       .phases = {{Phase::Firmware, 0}, {Phase::Ssh, i == 5 ? 90'000 : 30'000}}}));
        const Outcome boots = hydractl(words("boots LAB.yaml"));
        HYDRA_EXITS(boots, 0);
        QVERIFY2(boots.output.contains("CONTAINERD_S") && boots.output.contains("90.0"),
                 boots.words().constData());
        QVERIFY2(boots.errorOutput.contains("slower than usual: ssh after 90 s"),
                 boots.words().constData());
        const QJsonObject json =
            m_world->json({words("boots"), m_lab})[words("images")][0].toObject();
        QCOMPARE(json[words("boots")].toArray().size(), 6);
        QCOMPARE(json[words("image")].toString(), m_world->image());
    }

    void watchTellsEveryChangeAsOneObjectALine()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        Child watch(
            m_world->command({words("watch"), words("home"), words("--format"), words("json")}));
        QVERIFY(watch.waitForOutput("\"running\""));
        HYDRA_EXITS(hydractl(words("pause home")), 0);
        QVERIFY(watch.waitForOutput("\"paused\""));
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        QVERIFY(watch.waitForOutput("\"stopped\""));
        HYDRA_EXITS(hydractl(words("up home")), 0); // a watch survives a restart
        QVERIFY(watch.waitForOutput("\"running\"", watch.output().lastIndexOf("\"stopped\"")));
        watch.signal(SIGINT);
        const Outcome outcome = watch.finish();
        QVERIFY2(outcome.signal == SIGINT || outcome.exitCode >= 0, outcome.words().constData());
        QCOMPARE(outcome.errorOutput, QByteArray());
        QStringList states;
        for (const QByteArray &line : outcome.output.trimmed().split('\n')) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            QCOMPARE(shapeError(QJsonObject{{QStringLiteral("vms"), QJsonArray{json}}}, vmsShape),
                     QString());
            if (const QString state = json[QStringLiteral("state")].toString();
                states.isEmpty() || states.last() != state)
                states << state;
        }
        QVERIFY2(states.contains(words("paused")) && states.contains(words("stopped")) &&
                     states.last() == u"running",
                 qPrintable(states.join(u' ')));
    }

    void logsShowTheLifeAndTheConsole()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        const Outcome events = hydractl(words("logs home/hub"));
        HYDRA_EXITS(events, 0);
        QVERIFY2(events.output.contains("starts QEMU with tcg"), events.words().constData());
        QTRY_VERIFY(hydractl(words("logs home/hub --source serial")).output.contains("hub login:"));
        const Outcome some = hydractl(words("logs home/hub --grep phase"));
        HYDRA_EXITS(some, 0);
        QVERIFY(some.output.contains("phase") && !some.output.contains("starts QEMU"));
        HYDRA_REFUSES(hydractl(words("logs home/hub --grep [")), 2, "--grep");
        HYDRA_REFUSES(hydractl(words("logs home/hub --since yesterday")), 2, "--since");
    }

    void aPipedConsoleTypesAndListens()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        Child console(m_world->command({words("console"), words("home/hub")}),
                      "SAY good morning\n");
        QVERIFY(console.waitForOutput("hub login:"));
        QVERIFY(console.waitForOutput("good morning"));
        console.signal(SIGTERM);
        HYDRA_EXITS(console.finish(), 0);
        QCOMPARE(m_world->state(words("home")), words("running"));
    }

    void sshConfigIsWhatOpenSshReads()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        const Outcome config = hydractl(words("ssh-config home"));
        HYDRA_EXITS(config, 0);
        const QString file = m_world->write(QStringLiteral("ssh_config"), config.output);
        const QString alias = QString::fromUtf8(config.output)
                                  .section(QStringLiteral("Host "), 1)
                                  .section(u'\n', 0, 0)
                                  .section(u' ', 0, 0);
        const Outcome parsed =
            Child({.program = words("ssh"), .args = {words("-G"), words("-F"), file, alias}})
                .finish();
        HYDRA_EXITS(parsed, 0);
        const int port = vm()[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt();
        QVERIFY2(parsed.output.contains("\nport " + QByteArray::number(port) + '\n'),
                 config.words().constData());
        QVERIFY(parsed.output.contains("user hydra\n"));
    }
};

HYDRA_TEST_MAIN(TestCliFollow)
#include "test_cli_follow.moc"
