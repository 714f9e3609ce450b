// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/pty.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>

#include <csignal>

using namespace hydra;

namespace {

Command shell(const char *script)
{
    return {.program = QStringLiteral("/bin/sh"),
            .args = {QStringLiteral("-c"), QString::fromLatin1(script)}};
}

/// A child with its whole output and how it ended.
struct Run {
    explicit Run(Command command) : pty(std::move(command))
    {
        QObject::connect(&pty, &Pty::output, &pty,
                         [this](const QByteArray &bytes) { said += bytes; });
    }
    bool ends() { return done.size() > 0 || done.wait(10'000); }
    [[nodiscard]] ProcessExit exit() const { return done.first().first().value<ProcessExit>(); }

    Pty pty;
    QSignalSpy done{&pty, &Pty::done};
    QByteArray said;
};

} // namespace

class TestPty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChildKnowsItsTerminalsSize()
    {
        Run run(shell("stty size; tty >/dev/null && echo a terminal"));
        run.pty.start(97, 31);
        QVERIFY(run.ends());
        QCOMPARE(run.said, QByteArray("31 97\r\na terminal\r\n"));
        QVERIFY(run.exit().ok());
    }

    void aResizeReachesTheChild()
    {
        Run run(shell("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done"));
        run.pty.start(80, 24);
        QTRY_VERIFY(run.said.contains("ready"));
        run.pty.resize(100, 40);
        QVERIFY(run.ends());
        QVERIFY(run.said.contains("40 100"));
    }

    void whatIsWrittenIsEchoedAndRead()
    {
        Run run({.program = QStringLiteral("cat")});
        run.pty.start(80, 24);
        QVERIFY(run.pty.write("hello\n\x04"));
        QVERIFY(run.ends());
        QCOMPARE(run.said, QByteArray("hello\r\nhello\r\n"));
        QVERIFY(run.exit().ok());
    }

    void exitCodesAndSignalsAreTold()
    {
        Run code(shell("exit 3"));
        code.pty.start(80, 24);
        QVERIFY(code.ends());
        QCOMPARE(code.exit().code, 3);
        Run signal(shell("kill -KILL $$"));
        signal.pty.start(80, 24);
        QVERIFY(signal.ends());
        QCOMPARE(signal.exit().signal, SIGKILL);
    }

    void aMissingProgramIsDoneOnceAndLater()
    {
        Run run({.program = QStringLiteral("/no/such/program")});
        run.pty.start(80, 24);
        QCOMPARE(run.done.size(), 0);
        QVERIFY(run.ends());
        QVERIFY(!run.exit().started);
        QVERIFY(!run.exit().error.isEmpty());
        QTest::qWait(50);
        QCOMPARE(run.done.size(), 1);
        QVERIFY(!run.pty.write("x"));
    }

    void allOutputComesBeforeDone()
    {
        Run run(shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done"));
        qsizetype atTheEnd = 0;
        connect(&run.pty, &Pty::done, this, [&] { atTheEnd = run.said.size(); });
        run.pty.start(80, 24);
        QVERIFY(run.ends());
        QCOMPARE(atTheEnd, 20000 * 12);
    }

    void aPausedTerminalKeepsTheOutputAndTheEnd()
    {
        Run run(shell("echo kept"));
        run.pty.setReading(false);
        run.pty.start(80, 24);
        QTRY_COMPARE(run.pty.pid(), 0);
        QTest::qWait(50);
        QCOMPARE(run.said, QByteArray());
        QCOMPARE(run.done.size(), 0);
        run.pty.setReading(true);
        QVERIFY(run.ends());
        QCOMPARE(run.said, QByteArray("kept\r\n"));
    }

    void aGrandchildThatStaysDoesNotHoldTheEndUp()
    {
        Run run(shell("sleep 30 & echo $!"));
        run.pty.start(80, 24);
        QVERIFY(run.ends());
        ::kill(pid_t(run.said.trimmed().toInt()), SIGKILL);
    }

    void theTerminalIsNamedToTheChild()
    {
        Run run(shell("echo $TERM; [ -t 0 ] && ls /proc/self/fd | wc -l"));
        run.pty.start(80, 24);
        QVERIFY(run.ends());
        QCOMPARE(run.said, QByteArray("xterm-256color\r\n4\r\n")); // 0, 1, 2 and the listing itself
    }

    void anAbandonedChildEnds()
    {
        qint64 pid = 0;
        {
            Run run(shell("trap '' HUP; echo up; exec sleep 30"));
            run.pty.start(80, 24);
            QTRY_VERIFY(run.said.contains("up"));
            pid = run.pty.pid();
        }
        QTRY_VERIFY(::kill(pid_t(pid), 0) != 0);
    }

    void itMayBeDeletedByItsOwnOutput()
    {
        auto *pty = new Pty(shell("echo x; sleep 30"));
        QSignalSpy gone(pty, &QObject::destroyed);
        qint64 pid = 0;
        connect(pty, &Pty::output, pty, [pty, &pid] {
            pid = pty->pid();
            delete pty;
        });
        pty->start(80, 24);
        QVERIFY(gone.wait(10'000));
        QTRY_VERIFY(::kill(pid_t(pid), 0) != 0);
    }

    void cleanup()
    {
        QTest::qWait(1); // processes deferred deletions
    }
};

HYDRA_TEST_MAIN(TestPty)

#include "test_pty.moc"
