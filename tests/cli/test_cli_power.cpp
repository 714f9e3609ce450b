// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/launch.h"
#include "tests/cli/home_test.h"
#include "tests/cli/json_shape.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <csignal>
#include <thread>

using namespace hydra;
using namespace hydra::test;

/// The life of a VM as a user controls it.
class TestCliPower : public HomeTest
{
    Q_OBJECT

    /// A fake keeper that replaces home/hub's own, which is killed.
    [[nodiscard]] Command fakeKeeper(const QString &protocol) const
    {
        const VmRef ref{QStringLiteral("home"), QStringLiteral("hub")};
        const auto status = readVmStatus(m_world->paths().vmState(ref));
        if (!status || !status->keeper || !sendSignal(*status->keeper, SIGKILL))
            qFatal("home/hub has no keeper to be killed");
        while (isAlive(*status->keeper))
            QTest::qSleep(5);
        Command command;
        command.program = testPath("fake_keeper");
        command.args = {m_world->paths().vmState(ref), m_world->paths().vmRuntime(ref), protocol};
        return command;
    }

private Q_SLOTS:
    void init() { makeHome(); }

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
        QCOMPARE(vm[QStringLiteral("pids")][QStringLiteral("vm")].toInteger(),
                 m_world->launches().front().pid);
        const qint64 keeper = vm[QStringLiteral("pids")][QStringLiteral("keeper")].toInteger();
        QVERIFY(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(keeper))
                    .endsWith(words("/hydra-keeper")));
        QCOMPARE(vm[QStringLiteral("ports")][0][QStringLiteral("role")].toString(), words("ssh"));
        QVERIFY(vm[QStringLiteral("ports")][0][QStringLiteral("host_port")].toInt() > 0);
        QCOMPARE(vm[QStringLiteral("boot_id")].toString().size(), 32);
    }

    void aVmThatNeverRanHasTheSameShape()
    {
        HYDRA_EXITS(hydractl(words("create other --preset plain")), 0);
        const QJsonObject list = m_world->json({words("list")});
        QCOMPARE(shapeError(list, vmsShape), QString());
        QCOMPARE(list[QStringLiteral("vms")][0][QStringLiteral("state")].toString(),
                 words("stopped"));
        QVERIFY(
            list[QStringLiteral("vms")][0][QStringLiteral("pids")][QStringLiteral("vm")].isNull());
    }

    void whatUpKeepsIsPrivate()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        const QString state = m_world->paths().vmState({words("home"), words("hub")});
        for (const char *file :
             {"disk.qcow2", "seed.iso", "plan.json", "state.json", "serial.log", "vm.log"}) {
            const QFileInfo info(state + u'/' + QLatin1String(file));
            QVERIFY2(info.exists(), file);
            const auto open = info.permissions() & (QFile::ReadGroup | QFile::WriteGroup |
                                                    QFile::ReadOther | QFile::WriteOther);
            QVERIFY2(open == QFile::Permissions(), file);
        }
        for (const QString &dir : {state, m_world->paths().labState(words("home")),
                                   m_world->paths().stateDir, m_world->paths().runtimeDir}) {
            const auto open = QFileInfo(dir).permissions() & (QFile::ReadGroup | QFile::ExeGroup |
                                                              QFile::ReadOther | QFile::ExeOther);
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
        Child one(m_world->command({words("up"), m_lab})),
            two(m_world->command({words("up"), m_lab}));
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
        QCOMPARE(m_world->json({words("plan"), words("home")})[QStringLiteral(
                     "vms")][0][QStringLiteral("ports")][0][QStringLiteral("host_port")],
                 first[0][QStringLiteral("host_port")]);
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
        QVERIFY(vm[QStringLiteral("pids")][QStringLiteral("vm")].isNull() &&
                vm[QStringLiteral("pids")][QStringLiteral("keeper")].isNull());
        QCOMPARE(m_world->running(), 0);
        HYDRA_EXITS(hydractl(words("down home")), 0); // already stopped
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
            QVERIFY2(outcome.errorOutput.contains("hydractl up other"),
                     outcome.words().constData());
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
        for (const char *word : {"home/hub: its keeper is of an older version of Hydra (0.0.9)",
                                 "protocol 0", "`hydractl up`"})
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
            HYDRA_REFUSES(hydractl(words(line)), 4, "home/hub", "a newer version of Hydra",
                          "out of date");
        QCOMPARE(m_world->running(), 1);
        QCOMPARE(::kill(newer.pid(), 0), 0);
    }

    void upOfAQemuThatFailsSaysWhatQemuSaid()
    {
        m_world->setFake(
            {{QStringLiteral("fail"),
              QJsonObject{{QStringLiteral("on"), words("start")},
                          {QStringLiteral("exit"), 1},
                          {QStringLiteral("stderr"), words("qemu: the moon is not full\n")}}}});
        HYDRA_REFUSES(hydractl(words("up LAB.yaml")), 1, "home/hub", "the moon is not full");
        QCOMPARE(m_world->state(words("home")), words("crashed"));
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
        HYDRA_EXITS(m_world->hydractl({words("up"), file, words("--wait"), words("boot"),
                                       words("--timeout"), words("60")}),
                    0);
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
        QCOMPARE(ports.size(), 20); // each VM has one ssh port
        HYDRA_EXITS(hydractl(words("kill many")), 0);
        QCOMPARE(m_world->running(), 0);
    }
};

HYDRA_TEST_MAIN(TestCliPower)
#include "test_cli_power.moc"
