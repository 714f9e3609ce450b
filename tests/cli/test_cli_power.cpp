// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "test_main.h"
#include "world.h"

#include "json_shape.h"
#include "keeper/launch.h"

#include <QDir>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <memory>
#include <thread>

using namespace hydra;
using namespace hydra::test;

namespace {

const char *vmsShape = R"({"vms": [{
    "lab": "text", "name": "text",
    "state": "stopped|starting|running|paused|stopping|crashed|waiting|unknown", "reason": "text",
    "phase": "text", "backend": "text", "accelerator": "text", "uptime_s": "number",
    "pids": {"keeper": "number?", "vm": "number?"},
    "ports": [{"role": "text", "protocol": "tcp|udp", "host_address": "text", "host_port": "number", "guest_port": "number"}],
    "image": "text", "boot_id": "text"}]})";

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// A VM's life, as a user drives it.
class TestCliPower : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_lab;

    [[nodiscard]] Outcome hydractl(const QString &line) const
    {
        QStringList args = line.split(u' ');
        args.replaceInStrings(QStringLiteral("LAB.yaml"), m_lab);
        return m_world->hydractl(args);
    }

    /// One that takes the place of home/hub's own, which is killed.
    [[nodiscard]] Command fakeKeeper(const QString &protocol) const
    {
        const VmRef ref{QStringLiteral("home"), QStringLiteral("hub")};
        const auto status = readVmStatus(m_world->paths().vmState(ref));
        if (!status || !status->keeper || !sendSignal(*status->keeper, SIGKILL))
            qFatal("home/hub has no keeper to be killed");
        while (isAlive(*status->keeper))
            QTest::qSleep(5);
        Command command;
        command.program = QStringLiteral(HYDRA_TEST_DIR "/fake_keeper");
        command.args = {m_world->paths().vmState(ref), m_world->paths().vmRuntime(ref), protocol};
        return command;
    }

    [[nodiscard]] QJsonValue vm() const { return m_world->status(QStringLiteral("home"))[0]; }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        m_lab = m_world->writeLab(QStringLiteral("home"));
    }

    void upStartsAVmThatOutlivesTheCommand()
    {
        const Outcome up = hydractl(words("up LAB.yaml"));
        HYDRA_EXITS(up, 0);
        QCOMPARE(up.output, QByteArray());
        QCOMPARE(m_world->running(), 1);
        const QJsonObject list = m_world->json({words("list")});
        QCOMPARE(shapeError(list, vmsShape), QString());
        const QJsonValue vm = list[QStringLiteral("vms")][0];
        QCOMPARE(vm[QStringLiteral("lab")].toString(), words("home"));
        QCOMPARE(vm[QStringLiteral("name")].toString(), words("hub"));
        QCOMPARE(vm[QStringLiteral("state")].toString(), words("running"));
        QCOMPARE(vm[QStringLiteral("backend")].toString(), words("qemu"));
        QCOMPARE(vm[QStringLiteral("accelerator")].toString(), words("tcg"));
        QCOMPARE(vm[QStringLiteral("pids")][QStringLiteral("vm")].toInteger(), m_world->launches().front().pid);
        const qint64 keeper = vm[QStringLiteral("pids")][QStringLiteral("keeper")].toInteger();
        QVERIFY(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(keeper)).endsWith(words("/hydra-keeper")));
        QCOMPARE(vm[QStringLiteral("ports")][0][QStringLiteral("role")].toString(), words("ssh"));
        QVERIFY(vm[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt() > 0);
        QCOMPARE(vm[QStringLiteral("boot_id")].toString().size(), 32);
    }

    void aVmThatNeverRanHasTheSameShape()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        const QJsonObject list = m_world->json({words("list")});
        QCOMPARE(shapeError(list, vmsShape), QString());
        QCOMPARE(list[QStringLiteral("vms")][0][QStringLiteral("state")].toString(), words("stopped"));
        QVERIFY(list[QStringLiteral("vms")][0][QStringLiteral("pids")][QStringLiteral("vm")].isNull());
    }

    void whatUpKeepsIsPrivate()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        const QString state = m_world->paths().vmState({words("home"), words("hub")});
        for (const char *file : {"disk.qcow2", "seed.iso", "plan.json", "state.json", "serial.log", "vm.log"}) {
            const QFileInfo info(state + u'/' + QLatin1String(file));
            QVERIFY2(info.exists(), file);
            const auto open = info.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
            QVERIFY2(open == QFile::Permissions(), file);
        }
        for (const QString &dir : {state, m_world->paths().labState(words("home")), m_world->paths().stateDir,
                                   m_world->paths().runtimeDir}) {
            const auto open = QFileInfo(dir).permissions() & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
            QVERIFY2(open == QFile::Permissions(), qPrintable(dir));
        }
    }

    void upTwiceStartsNoSecondQemu()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_EXITS(hydractl(words("up home")), 0);
        QCOMPARE(m_world->launches().size(), size_t(1));
    }

    void twoUpsAtOnceStartOneQemu()
    {
        Child one(m_world->command({words("up"), m_lab})), two(m_world->command({words("up"), m_lab}));
        HYDRA_EXITS(one.finish(), 0);
        HYDRA_EXITS(two.finish(), 0);
        QCOMPARE(m_world->launches().size(), size_t(1));
        QCOMPARE(m_world->state(words("home")), words("running"));
    }

    void anUpThatIsKilledAnywhereIsMadeGoodByTheNext()
    {
        for (int ms : {15, 40, 70, 110, 160}) {
            {
                Child up(m_world->command({words("up"), m_lab}));
                std::this_thread::sleep_for(std::chrono::milliseconds(ms));
                up.signal(SIGKILL);
                up.finish();
            }
            HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
            QCOMPARE(m_world->state(words("home")), words("running"));
            QCOMPARE(m_world->running(), 1);
            HYDRA_EXITS(hydractl(words("kill home")), 0);
            QCOMPARE(m_world->running(), 0);
            HYDRA_EXITS(hydractl(words("delete home --yes")), 0);
        }
    }

    void upKeepsItsAutoPortsAndMac()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        const QJsonValue first = vm()[QStringLiteral("ports")];
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        HYDRA_EXITS(hydractl(words("up home")), 0);
        QCOMPARE(vm()[QStringLiteral("ports")], first);
        QCOMPARE(m_world->json({words("plan"), words("home")})[QStringLiteral("vms")][0][QStringLiteral("ports")][0][QStringLiteral("host_port")],
                 first[0][QStringLiteral("host_port")]);
    }

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
        HYDRA_REFUSES(hydractl(words("wait home/hub ssh --timeout 1")), 5, "home/hub", "ssh", "running");
        QTcpServer sshd; // where the fake's guest would listen
        connect(&sshd, &QTcpServer::newConnection, &sshd, [&sshd] { sshd.nextPendingConnection()->write("SSH-2.0-Test\r\n"); });
        QVERIFY(sshd.listen(QHostAddress::LocalHost, quint16(vm()[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt())));
        Child wait(m_world->command({words("wait"), words("home"), words("ssh"), words("--timeout"), words("30")}));
        QTRY_COMPARE_WITH_TIMEOUT(vm()[QStringLiteral("phase")].toString(), words("ssh"), 15000);
        HYDRA_EXITS(wait.finish(), 0);
        HYDRA_EXITS(hydractl(words("wait home ssh")), 0); // it holds already
    }

    void waitingForAVmThatIsDownFailsAtOnce()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        HYDRA_REFUSES(hydractl(words("wait other ssh --timeout 60")), 1, "other/vm1", "stopped");
    }

    void pauseAndResume()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        const QString boot = vm()[QStringLiteral("boot_id")].toString();
        HYDRA_EXITS(hydractl(words("pause home")), 0);
        QTRY_COMPARE(m_world->state(words("home")), words("paused"));
        HYDRA_EXITS(hydractl(words("resume home/hub")), 0);
        QTRY_COMPARE(m_world->state(words("home")), words("running"));
        QCOMPARE(vm()[QStringLiteral("boot_id")].toString(), boot);
        QCOMPARE(m_world->launches().size(), size_t(1));
    }

    void restartIsANewBootOfTheSameQemu()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        const QString boot = vm()[QStringLiteral("boot_id")].toString();
        HYDRA_EXITS(hydractl(words("restart home")), 0);
        QTRY_VERIFY(vm()[QStringLiteral("boot_id")].toString() != boot);
        QCOMPARE(m_world->state(words("home")), words("running"));
        QCOMPARE(m_world->launches().size(), size_t(1));
    }

    void downEndsAGuestThatListens()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        HYDRA_EXITS(hydractl(words("down home")), 0);
        const QJsonValue vm = this->vm();
        QCOMPARE(vm[QStringLiteral("state")].toString(), words("stopped"));
        QVERIFY(vm[QStringLiteral("reason")].toString().contains(words("request")));
        QVERIFY(vm[QStringLiteral("pids")][QStringLiteral("vm")].isNull() && vm[QStringLiteral("pids")][QStringLiteral("keeper")].isNull());
        QCOMPARE(m_world->running(), 0);
        HYDRA_EXITS(hydractl(words("down home")), 0); // it is down already
        HYDRA_EXITS(hydractl(words("kill home")), 0);
    }

    void downOfAGuestThatIgnoresItTimesOutAndNamesForce()
    {
        QJsonObject fake = bootingFake();
        fake[QStringLiteral("powerdown")] = words("ignore");
        m_world->setFake(fake);
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        HYDRA_REFUSES(hydractl(words("down home --timeout 1")), 5, "home/hub", "--force");
        QTRY_COMPARE(m_world->state(words("home")), words("running"));
        QCOMPARE(m_world->running(), 1);
        HYDRA_EXITS(hydractl(words("down home --force --timeout 1")), 0);
        QCOMPARE(m_world->state(words("home")), words("stopped"));
        QCOMPARE(m_world->running(), 0);
    }

    void killEndsItAtOnce()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        HYDRA_EXITS(hydractl(words("kill home/hub")), 0);
        QCOMPARE(m_world->state(words("home")), words("stopped"));
        QCOMPARE(m_world->running(), 0);
    }

    void powerActionsOnAVmThatIsDownSayHowToStartIt()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        for (const char *action : {"pause", "resume", "restart"}) {
            const Outcome outcome = hydractl(words(action) + words(" other"));
            QVERIFY2(outcome.exitCode == 1 || outcome.exitCode == 4, outcome.words().constData());
            QVERIFY2(outcome.errorOutput.contains("hydractl up other"), outcome.words().constData());
        }
    }

    void aVmWhoseQemuDiesIsCrashedAndCanBeStartedAgain()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        ::kill(pid_t(m_world->launches().front().pid), SIGKILL);
        QTRY_COMPARE(m_world->state(words("home")), words("crashed"));
        QVERIFY(vm()[QStringLiteral("reason")].toString().contains(words("SIGKILL")));
        HYDRA_EXITS(hydractl(words("up home")), 0);
        QCOMPARE(m_world->state(words("home")), words("running"));
    }

    void aVmWhoseKeeperDiesIsFoundAndServedAgain()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        const qint64 keeper = vm()[QStringLiteral("pids")][QStringLiteral("keeper")].toInteger();
        ::kill(pid_t(keeper), SIGKILL);
        QTRY_VERIFY(vm()[QStringLiteral("pids")][QStringLiteral("keeper")].toInteger() != keeper);
        QCOMPARE(m_world->state(words("home")), words("running"));
        QCOMPARE(m_world->launches().size(), size_t(1));
        HYDRA_EXITS(hydractl(words("down home")), 0);
        QCOMPARE(m_world->running(), 0);
    }

    void aKeeperOfAnOlderVersionIsNamedAndUpRenewsIt()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        const QString boot = vm()[QStringLiteral("boot_id")].toString();
        Child older(fakeKeeper(words("0")));
        QVERIFY(older.waitForOutput("ready"));
        const Outcome list = hydractl(words("list"));
        HYDRA_EXITS(list, 4);
        QVERIFY2(list.output.contains("running"), list.words().constData());
        for (const char *word : {"home/hub: its keeper is of an older version of Hydra (0.0.9)", "protocol 0", "`hydractl up`"})
            QVERIFY2(list.errorOutput.contains(word), list.words().constData());
        HYDRA_REFUSES(hydractl(words("kill home")), 4, "an older version");
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        QCOMPARE(older.finish().signal, SIGKILL);
        QCOMPARE(m_world->state(words("home")), words("running"));
        QCOMPARE(vm()[QStringLiteral("boot_id")].toString(), boot);
        QCOMPARE(m_world->launches().size(), size_t(1));
    }

    void aKeeperOfANewerVersionIsNamedAndKept()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        Child newer(fakeKeeper(words("99")));
        QVERIFY(newer.waitForOutput("ready"));
        for (const char *line : {"kill home", "up LAB.yaml"})
            HYDRA_REFUSES(hydractl(words(line)), 4, "home/hub", "a newer version of Hydra", "out of date");
        QCOMPARE(m_world->running(), 1);
        QCOMPARE(::kill(newer.pid(), 0), 0);
    }

    void upOfAQemuThatFailsSaysWhatQemuSaid()
    {
        m_world->setFake({{QStringLiteral("fail"), QJsonObject{{QStringLiteral("on"), words("start")}, {QStringLiteral("exit"), 1},
                                                               {QStringLiteral("stderr"), words("qemu: the moon is not full\n")}}}});
        HYDRA_REFUSES(hydractl(words("up LAB.yaml")), 1, "home/hub", "the moon is not full");
        QCOMPARE(m_world->state(words("home")), words("crashed"));
    }

    void watchTellsEveryChangeAsOneObjectALine()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml --wait boot --timeout 30")), 0);
        Child watch(m_world->command({words("watch"), words("home"), words("--format"), words("json")}));
        QVERIFY(watch.waitForOutput("\"running\""));
        HYDRA_EXITS(hydractl(words("pause home")), 0);
        QVERIFY(watch.waitForOutput("\"paused\""));
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        QVERIFY(watch.waitForOutput("\"stopped\""));
        HYDRA_EXITS(hydractl(words("up home")), 0); // a watch goes on over it
        QVERIFY(watch.waitForOutput("\"running\"", watch.output().lastIndexOf("\"stopped\"")));
        watch.signal(SIGINT);
        const Outcome outcome = watch.finish();
        QVERIFY2(outcome.signal == SIGINT || outcome.exitCode >= 0, outcome.words().constData());
        QCOMPARE(outcome.errorOutput, QByteArray());
        QStringList states;
        for (const QByteArray &line : outcome.output.trimmed().split('\n')) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            QCOMPARE(shapeError(QJsonObject{{QStringLiteral("vms"), QJsonArray{json}}}, vmsShape), QString());
            if (const QString state = json[QStringLiteral("state")].toString(); states.isEmpty() || states.last() != state)
                states << state;
        }
        QVERIFY2(states.contains(words("paused")) && states.contains(words("stopped")) && states.last() == u"running",
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
        Child console(m_world->command({words("console"), words("home/hub")}), "SAY good morning\n");
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
        const QString alias = QString::fromUtf8(config.output).section(QStringLiteral("Host "), 1).section(u'\n', 0, 0).section(u' ', 0, 0);
        const Outcome parsed = Child({words("ssh"), {words("-G"), words("-F"), file, alias}, {}, {}, {}}).finish();
        HYDRA_EXITS(parsed, 0);
        const int port = vm()[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt();
        QVERIFY2(parsed.output.contains("\nport " + QByteArray::number(port) + '\n'), config.words().constData());
        QVERIFY(parsed.output.contains("user hydra\n"));
    }

    void severalTargetsAreOneAction()
    {
        const QString other = m_world->writeLab(QStringLiteral("away"));
        HYDRA_EXITS(m_world->hydractl({words("up"), m_lab, other}), 0);
        QCOMPARE(m_world->running(), 2);
        HYDRA_EXITS(hydractl(words("down home away")), 0);
        QCOMPARE(m_world->running(), 0);
    }

    void twentyVmsOfOneLabStartAndEnd()
    {
        QByteArray vms;
        for (int i = 0; i < 20; ++i)
            vms += "  - name: vm" + QByteArray::number(i) + '\n';
        const QString file = m_world->writeLab(QStringLiteral("many"), vms);
        HYDRA_EXITS(m_world->hydractl({words("up"), file, words("--wait"), words("boot"), words("--timeout"), words("60")}), 0);
        QCOMPARE(m_world->running(), 20);
        const QJsonArray all = m_world->status(words("many"));
        QSet<int> ports;
        QSet<QString> boots;
        for (const QJsonValue &vm : all) {
            QCOMPARE(vm[QStringLiteral("state")].toString(), words("running"));
            boots << vm[QStringLiteral("boot_id")].toString();
            for (const QJsonValue &port : vm[QStringLiteral("ports")].toArray())
                ports << port[QStringLiteral("host_port")].toInt();
        }
        QCOMPARE(all.size(), 20);
        QCOMPARE(boots.size(), 20);
        QCOMPARE(ports.size(), 20); // one ssh port each
        HYDRA_EXITS(hydractl(words("kill many")), 0);
        QCOMPARE(m_world->running(), 0);
    }
};

HYDRA_TEST_MAIN(TestCliPower)
#include "test_cli_power.moc"
