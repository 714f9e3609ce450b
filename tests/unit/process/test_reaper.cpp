// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/pty.h"
#include "core/job/job.h"
#include "core/process/foreground.h"
#include "core/process/held_process.h"
#include "core/process/process.h"
#include "core/process/process_id.h"
#include "core/process/run.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QEventLoop>
#include <QThread>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace hydra;

namespace {

std::array<int, 2> handlerPipe = {-1, -1};
constexpr int kPatienceMs = 60'000; // a child that ignores SIGTERM lives five seconds

Command shell(const char *script)
{
    return {.program = QStringLiteral("/bin/sh"),
            .args = {QStringLiteral("-c"), QString::fromLatin1(script)}};
}

/// As the work of a job uses ssh: starts it, waits for its output in a loop of its own, and
/// drops it.
Result<qint64> startAndDrop(const char *script)
{
    Process process(shell(script));
    QEventLoop loop;
    QObject::connect(&process, &Process::output, &loop, &QEventLoop::quit);
    process.start();
    loop.exec();
    return process.pid();
}

/// Zombies count.
bool hasChildren()
{
    siginfo_t info = {};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot)
        .size();
}

QList<qint64> pidsIn(const QByteArray &lines)
{
    QList<qint64> pids;
    for (const QByteArray &line : lines.simplified().split(' '))
        pids << line.toLongLong();
    return pids;
}

} // namespace

class TestReaper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void childrenDroppedInJobsEndAndLeaveNothingBehind()
    {
        const auto job = [](const char *script, QList<qint64> *pids) {
            return std::make_unique<Job<qint64>>(
                [script](const JobContext &) { return startAndDrop(script); },
                [pids](const Result<qint64> &pid) { *pids << *pid; });
        };
        QList<qint64> pids;
        const auto first = job("echo ready", &pids); // what the reaper and threads open once
        QTRY_COMPARE(pids.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), kPatienceMs);
        const qsizetype before = openDescriptors();
        const auto obedient = job("echo ready; exec sleep 1000", &pids);
        const auto stubborn = job("trap '' TERM; echo ready; exec sleep 1000", &pids);
        const auto quick = job("echo ready; exit 0", &pids);
        QTRY_COMPARE(pids.size(), 4);
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(openDescriptors(), before, kPatienceMs);
    }

    void aChildOfAChildEndsWithIt()
    {
        Process process(shell("sleep 1000 & echo $!; wait"));
        QByteArray said;
        connect(&process, &Process::output, this,
                [&said](const QByteArray &bytes) { said += bytes; });
        process.start();
        QTRY_VERIFY(said.endsWith('\n'));
        auto second = std::make_unique<Process>(shell("sleep 1000 & echo $!; wait"));
        QByteArray secondSaid;
        connect(second.get(), &Process::output, this,
                [&secondSaid](const QByteArray &bytes) { secondSaid += bytes; });
        second->start();
        QTRY_VERIFY(secondSaid.endsWith('\n'));
        second.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!identify(secondSaid.trimmed().toLongLong()), kPatienceMs);
        QVERIFY(identify(said.trimmed().toLongLong())); // whose owner is still there
        QVERIFY(sendSignal(*identify(said.trimmed().toLongLong()), SIGKILL));
    }

    void whatEndedUnseenIsNoZombie()
    {
        auto held = std::make_unique<HeldProcess>(shell("exit 0"));
        QVERIFY(held->start());
        held->release();
        held.reset();
        ForegroundProcess::start(shell("exit 0")).value().reset();
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), kPatienceMs);
    }

    void aSignalForAChildReachesNoHandlerOfOurs()
    {
        QCOMPARE(::pipe2(handlerPipe.data(), O_NONBLOCK | O_CLOEXEC), 0);
        const auto before =
            std::signal(SIGTERM, [](int) { (void)!::write(handlerPipe[1], "x", 1); });
        for (int i = 0; i < 100; ++i)
            Process(shell("exec sleep 1000")).start(); // and dropped before it is its program
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), kPatienceMs);
        std::signal(SIGTERM, before);
        char byte = 0;
        QVERIFY(::read(handlerPipe[0], &byte, 1) < 0);
        for (const int end : handlerPipe)
            ::close(end);
    }

    void aTerminalDroppedInAThreadWithoutALoopEnds()
    {
        const std::unique_ptr<QThread> thread(QThread::create([] {
            Pty pty(shell("trap '' HUP TERM; exec sleep 1000"));
            pty.start(80, 24);
        }));
        thread->start();
        QVERIFY(thread->wait());
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), kPatienceMs);
    }

    void aProgramsEndKillsWhatItDropped_data()
    {
        QTest::addColumn<QString>("way");
        QTest::newRow("main returns") << QStringLiteral("return");
        QTest::newRow("another program takes its place") << QStringLiteral("exec");
    }

    void aProgramsEndKillsWhatItDropped()
    {
        QFETCH(QString, way);
        const auto ended = run({.program = test::testPath("drop_children"), .args = {way}});
        QVERIFY2(ended, ended ? "" : qPrintable(formatError(ended.error())));
        const QList<qint64> pids = pidsIn(ended->output);
        QCOMPARE(pids.size(), 3);
        for (const qint64 pid : pids)
            QVERIFY2(!identify(pid), "a child that ignores SIGTERM outlived the program");
    }

    void howAChildEndedIsKnownThoughSigchldWasIgnored()
    {
        std::signal(SIGCHLD, SIG_IGN);
        const auto ended =
            run(shell("exit 7"), {},
                {.input = {}, .timeout = std::chrono::seconds(10), .onLine = {}, .onOutput = {}});
        std::signal(SIGCHLD, SIG_DFL);
        QVERIFY(!ended);
        QCOMPARE(ended.error().what, QStringLiteral("exited with code 7"));
    }
};

HYDRA_TEST_MAIN(TestReaper)
#include "test_reaper.moc"
