// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/copy/freeze_guest.h"
#include "core/guest/guest_files.h"
#include "tests/support/fake_agent.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

#include <future>

using namespace hydra;
using namespace hydra::test;

namespace {

/// A VM of the fake QEMU that runs, with a guest agent.
struct RunningVm : FakeVm {
    RunningVm() : FakeVm(booting())
    {
        if (!makePrivateDir(plan.runtimeDir))
            qFatal("no directory");
        agent = std::make_unique<FakeAgent>(plan.places().agentSocket());
        agent->exitCode = 0;
        startKeeper();
    }
    /// Freezes the guest on a thread, since the agent needs this one.
    [[nodiscard]] Result<qint64> freeze() const
    {
        auto frozen = std::async(std::launch::async, [this]() -> Result<qint64> {
            auto keeper = KeeperCall::open(plan.controlSocket());
            return keeper ? freezeGuest(*keeper, plan.vm, {}) : fail(keeper.error());
        });
        const bool over = QTest::qWaitFor(
            [&] { return frozen.wait_for(std::chrono::seconds(0)) == std::future_status::ready; },
            30000);
        return over ? frozen.get() : fail(ErrorCode::TimedOut, QStringLiteral("no end"));
    }
    [[nodiscard]] QByteArray script(qsizetype index) const
    {
        return QByteArray::fromBase64(
            agent->executed().value(index)[u"input-data"].toString().toLatin1());
    }

    std::unique_ptr<FakeAgent> agent;
};

} // namespace

class TestFreezeGuest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    /// Runs wait-for-rest for a process, with a systemctl that lists a job JOBS times.
    [[nodiscard]] std::unique_ptr<QProcess> waitForRest(qint64 pid, int jobs) const
    {
        const QString systemctl = m_dir.filePath(QStringLiteral("systemctl"));
        const QByteArray text = "#!/bin/sh\necho x >> '" + counter().toUtf8() + "'\n[ $(wc -l < '" +
                                counter().toUtf8() + "') -gt " + QByteArray::number(jobs) +
                                " ] || echo '7 ssh.service restart running'\n";
        if (!writeFileAtomically(systemctl, text))
            qFatal("cannot write");
        QFile::setPermissions(systemctl, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        auto shell = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"),
                           m_dir.path() + u':' + environment.value(QStringLiteral("PATH")));
        shell->setProcessEnvironment(environment);
        shell->start(QStringLiteral("/bin/sh"), {QStringLiteral("-s"), QString::number(pid)});
        shell->write(guestScript(QStringLiteral("wait-for-rest")));
        shell->closeWriteChannel();
        return shell;
    }
    [[nodiscard]] QString counter() const { return m_dir.filePath(QStringLiteral("asked")); }

private Q_SLOTS:
    void aGuestIsStoppedOnlyWhenItSaysThatItRests()
    {
        RunningVm vm;
        HYDRA_RUNNING(vm);
        const auto shell = vm.freeze();
        QVERIFY2(shell, qPrintable(shell ? QString() : formatError(shell.error())));
        QCOMPARE(*shell, 7); // as the fake agent calls it
        QCOMPARE(vm.agent->executed().size(), 2);
        QCOMPARE(vm.script(0), guestScript(QStringLiteral("wait-for-thaw")));
        QCOMPARE(vm.script(1), guestScript(QStringLiteral("wait-for-rest")));
        QCOMPARE(vm.agent->executed()[1][u"arg"][1].toString(), QStringLiteral("7"));
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Paused));
    }

    void aGuestThatDoesNotRestGoesOn()
    {
        RunningVm vm;
        HYDRA_RUNNING(vm);
        vm.agent->exitCode = 1;
        const auto shell = vm.freeze();
        QVERIFY(!shell);
        QVERIFY2(shell.error().what.contains(QStringLiteral("did not come to rest")),
                 qPrintable(formatError(shell.error())));
        QCOMPARE(toString(vm.status().state), toString(VmState::Running));
    }

    void restIsAWaitingShellAndNoJobsOfSystemd()
    {
        QProcess waiting; // for its input; its command line is that of wait-for-thaw's last shell
        waiting.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("read line"),
                                                  QString::fromLatin1(identityFifo)});
        QVERIFY(waiting.waitForStarted());
        const auto script = waitForRest(waiting.processId(), 2);
        QVERIFY(script->waitForFinished());
        QVERIFY2(script->exitCode() == 0, script->readAllStandardError().constData());
        QCOMPARE(readFile(counter())->count('x'), 3);
        waiting.closeWriteChannel();
        waiting.waitForFinished();
    }

    void aShellThatHasEndedIsTold()
    {
        QProcess ended;
        ended.start(QStringLiteral("true"), QStringList());
        QVERIFY(ended.waitForStarted());
        const qint64 pid = ended.processId();
        QVERIFY(ended.waitForFinished());
        const auto script = waitForRest(pid, 0);
        QVERIFY(script->waitForFinished());
        QCOMPARE(script->exitCode(), 1);
        QVERIFY(script->readAllStandardError().contains("has ended"));
    }
};

HYDRA_TEST_MAIN(TestFreezeGuest)
#include "test_freeze_guest.moc"
