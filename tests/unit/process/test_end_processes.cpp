// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/end_processes.h"
#include "core/process/held_process.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>

#include <csignal>

using namespace hydra;

namespace {

/// A shell that runs SCRIPT.
struct Shell {
    explicit Shell(const char *script)
        : process({.program = QStringLiteral("/bin/sh"),
                   .args = {QStringLiteral("-c"), QString::fromLatin1(script)}})
    {
        QObject::connect(&process, &HeldProcess::done,
                         [this](const ProcessExit &how) { exit = how; });
        id = process.start().value_or(ProcessId());
        process.release();
    }
    HeldProcess process;
    ProcessId id;
    std::optional<ProcessExit> exit;
};

} // namespace

class TestEndProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoListensIsNotKilled()
    {
        Shell polite("trap 'exit 7' TERM; while :; do sleep 0.01; done");
        QTest::qWait(200); // until it has set its trap
        EndProcesses end({polite.id}, std::chrono::seconds(60));
        QSignalSpy done(&end, &EndProcesses::done);
        QTRY_COMPARE(done.count(), 1);
        QTRY_VERIFY(polite.exit);
        QCOMPARE(polite.exit->code, 7);
    }

    void whoIgnoresItIsKilledWithItsChildren()
    {
        Shell stubborn("trap '' TERM; sleep 1000 & while :; do sleep 1000; done");
        Shell polite("exec sleep 1000");
        QTest::qWait(200);
        EndProcesses end({stubborn.id, polite.id}, std::chrono::milliseconds(300));
        QSignalSpy done(&end, &EndProcesses::done);
        QTRY_VERIFY(!isAlive(polite.id));
        QCOMPARE(done.count(), 0);
        QTRY_COMPARE(done.count(), 1);
        QTRY_VERIFY(stubborn.exit);
        QCOMPARE(stubborn.exit->signal, SIGKILL);
        QTRY_VERIFY(::kill(pid_t(-stubborn.id.pid), 0) != 0); // nobody is left in its group
    }

    void nobodyToEndIsDoneToo()
    {
        Shell shell("exit 0");
        QTRY_VERIFY(shell.exit);
        EndProcesses nobody({}), gone({shell.id});
        QSignalSpy first(&nobody, &EndProcesses::done), second(&gone, &EndProcesses::done);
        QTRY_COMPARE(first.count(), 1);
        QTRY_COMPARE(second.count(), 1);
    }
};

HYDRA_TEST_MAIN(TestEndProcesses)
#include "test_end_processes.moc"
