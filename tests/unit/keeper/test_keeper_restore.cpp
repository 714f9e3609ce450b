// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/guest/guest_files.h"
#include "tests/support/fake_agent.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

/// A VM whose first attempt resumes a frozen guest, and whose second boots.
class FrozenVm : public FakeVm
{
public:
    explicit FrozenVm(const QJsonObject &instant = {}) : FakeVm(instant)
    {
        LaunchAttempt &first = plan.attempts.front();
        first.command.args << QStringLiteral("-incoming") << QStringLiteral("defer");
        first.restore = PlannedRestore{QStringLiteral("exec:cat warm.state"),
                                       plan.stateDir + QStringLiteral("/refresh.json"),
                                       QStringLiteral("10.0.2.15")};
        addAttempt(QStringLiteral("tcg"), booting());
        plan.expectCloudInit = true;
        plan.ports = {{QStringLiteral("extra"), QStringLiteral("web"), QStringLiteral("tcp"),
                       QStringLiteral("127.0.0.1"), 47001, 80}};
        const QJsonObject refresh{
            {QStringLiteral("script"), QStringLiteral("echo hello\n")},
            {QStringLiteral("env"),
             QJsonObject{{QStringLiteral("HYDRA_HOSTNAME"), QStringLiteral("it's $own")}}}};
        writePlan();
        if (!writeFileAtomically(plan.stateDir + QStringLiteral("/refresh.json"),
                                 QJsonDocument(refresh).toJson()))
            qFatal("cannot write");
        QDir().mkpath(plan.runtimeDir);
        QFile::setPermissions(plan.runtimeDir,
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        agent = std::make_unique<FakeAgent>(plan.places().agentSocket());
        agent->exitCode = 0;
    }

    std::unique_ptr<FakeAgent> agent;
};

} // namespace

class TestKeeperRestore : public QObject
{
    Q_OBJECT

    // Values that a shell would interpret arrive unchanged.
    static void checkScript(const QJsonValue &base64)
    {
        const QByteArray input = QByteArray::fromBase64(base64.toString().toLatin1());
        QVERIFY(input.endsWith("\necho hello\n"));
        QVERIFY2(input.contains("export HYDRA_HOSTNAME='it'\\''s $own'\n"), input.constData());
        QVERIFY(input.contains("export HYDRA_ENTROPY='") && input.contains("export HYDRA_NOW='"));
    }

private Q_SLOTS:
    void aFrozenGuestGoesOnAndGetsItsIdentity()
    {
        FrozenVm vm;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("instant"), 10000);
        const VmStatus status = vm.status();
        QCOMPARE(toString(status.state), toString(VmState::Running));
        QVERIFY(status.userSpace && status.cloudInitDone);
        QVERIFY(status.warnings.empty());
        QCOMPARE(vm.agent->executed().size(), 1);
        const QJsonObject asked = vm.agent->executed().front();
        checkScript(asked[u"input-data"]);
    }

    void aShellThatWaitsIsFed()
    {
        FrozenVm vm;
        vm.plan.attempts.front().restore->waitingShell = 7;
        vm.writePlan();
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("instant"), 10000);
        QVERIFY(vm.agent->executed().isEmpty());
        QCOMPARE(vm.agent->asked(QStringLiteral("guest-file-open")).front()[u"path"].toString(),
                 QLatin1String(identityFifo));
        checkScript(vm.agent->asked(QStringLiteral("guest-file-write")).front()[u"buf-b64"]);
        QCOMPARE(vm.agent->asked(QStringLiteral("guest-file-close")).size(), 1);
        QCOMPARE(vm.agent->asked(QStringLiteral("guest-exec-status")).front()[u"pid"].toInt(), 7);
    }

    void whereNoShellWaitsOneIsStarted()
    {
        FrozenVm vm;
        vm.plan.attempts.front().restore->waitingShell = 7;
        vm.writePlan();
        vm.agent->hasFifo = false;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("instant"), 10000);
        checkScript(vm.agent->executed().front()[u"input-data"]);
    }

    void aStateThatCannotBeReadStartsCold()
    {
        FrozenVm vm({{QStringLiteral("migration"), QStringLiteral("failed")}});
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("cold"), 10000);
        QTRY_VERIFY(vm.status().userSpace);
        QCOMPARE(vm.status().warnings.size(), size_t(1));
        QVERIFY2(vm.status().warnings.front().contains(u"starts cold"),
                 qPrintable(vm.status().warnings.front()));
        QVERIFY(vm.agent->executed().isEmpty());
    }

    void aQemuThatDiesInsteadStartsCold()
    {
        FrozenVm vm(failing(QStringLiteral("start"), QStringLiteral("exit"), 1,
                            QStringLiteral("qemu: error: unknown device")));
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("cold"), 10000);
        QVERIFY2(vm.status().warnings.front().contains(u"unknown device"),
                 qPrintable(vm.status().warnings.front()));
    }

    void aGuestThatDoesNotGetItsIdentityIsNotLetOut()
    {
        FrozenVm vm;
        vm.agent->exitCode = 1;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("cold"), 10000);
        QVERIFY2(vm.status().warnings.front().contains(u"identity"),
                 qPrintable(vm.status().warnings.front()));
        QVERIFY(!vm.file(QStringLiteral("vm.log")).contains("one of its own"));
    }

    void aKeeperThatDiesHalfWayIsFollowedByOneThatFinishes()
    {
        FrozenVm vm;
        vm.agent->runs = false;
        QProcess *first = vm.startKeeper();
        // It runs, and the agent does not answer.
        QTRY_VERIFY_WITH_TIMEOUT(!vm.agent->seen.isEmpty(), 10000);
        first->kill();
        QTRY_COMPARE(first->state(), QProcess::NotRunning);
        QVERIFY(vm.status().start.isEmpty());
        vm.agent->runs = true;
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("instant"), 10000);
        QCOMPARE(vm.qemus().size(), size_t(1));
    }

    void aGuestThatBootsInsteadIsNotMadeAnother_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::newRow("its QEMU dies") << QByteArray("ABORT\n");
        QTest::newRow("it is reset") << QByteArray("RESET\n");
    }

    // The frozen guest's agent is mute; the one that boots instead has one that answers.
    void aGuestThatBootsInsteadIsNotMadeAnother()
    {
        QFETCH(QByteArray, what);
        FrozenVm vm;
        vm.agent->runs = false;
        vm.startKeeper();
        QTRY_VERIFY_WITH_TIMEOUT(!vm.agent->seen.isEmpty(), 10000);
        Screen screen(vm.plan.consoles[0].socket);
        QTRY_COMPARE(screen.boot, 1);
        screen.channel.write(what);
        QTRY_COMPARE_WITH_TIMEOUT(vm.status().start, QStringLiteral("cold"), 10000);
        vm.agent->runs = true;
        QTRY_VERIFY(vm.status().userSpace);
        QTest::qWait(1500); // longer than it takes to ask an agent again
        QVERIFY(vm.agent->executed().isEmpty());
    }

    void aKillDuringTheInstantStartEndsIt()
    {
        FrozenVm vm;
        vm.agent->runs = false;
        vm.startKeeper();
        QTRY_VERIFY_WITH_TIMEOUT(!vm.agent->seen.isEmpty(), 10000);
        Watcher watcher(vm);
        QVERIFY(ask(watcher.client, QStringLiteral("kill")));
        QTRY_COMPARE(toString(watcher.state()), toString(VmState::Stopped));
        QVERIFY(vm.status().warnings.empty());
        QVERIFY(vm.qemus().empty());
    }
};

HYDRA_TEST_MAIN(TestKeeperRestore)
#include "test_keeper_restore.moc"
