// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/command.h"
#include "core/process/held_process.h"
#include "core/process/process.h"
#include "core/process/process_id.h"
#include "core/process/run.h"
#include "core/process/shell_word.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace hydra;

namespace {

Command shell(const QString &script)
{
    return {.program = QStringLiteral("/bin/sh"), .args = {QStringLiteral("-c"), script}};
}

ProcessExit exitOf(Process &process)
{
    QSignalSpy spy(&process, &Process::done);
    process.start();
    if (!spy.wait(10'000))
        return {};
    return spy.first().first().value<ProcessExit>();
}

bool isCopyOrForbidden(const OwnedFd &copy, int original)
{
    struct stat theirs{};
    struct stat ours{};
    return !copy.isOpen() || (::fstat(copy.get(), &theirs) == 0 && ::fstat(original, &ours) == 0 &&
                              theirs.st_ino == ours.st_ino);
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCommandSurvivesJson()
    {
        const Command command{
            .program = QStringLiteral("prog"),
            .args = {QStringLiteral("a b"), QString()},
            .env = {{QStringLiteral("X"), QStringLiteral("1")}, {QStringLiteral("Y"), QString()}},
            .cwd = QStringLiteral("/tmp"),
            .outputFile = QStringLiteral("/tmp/out")};
        const Command read = commandFromJson(toJson(command));
        QCOMPARE(read, command);
        QVERIFY(read.env[QStringLiteral("Y")].isNull());
    }

    void aShellLineQuotesWhatAShellWouldTouch()
    {
        const Command command{
            .program = QStringLiteral("echo"),
            .args = {QStringLiteral("plain,a=b"), QStringLiteral("it's $HOME"), QStringLiteral("")},
            .env = {{QStringLiteral("A"), QStringLiteral("x y")}}};
        QCOMPARE(shellLine(command),
                 QStringLiteral("env 'A=x y' echo plain,a=b 'it'\\''s $HOME' ''"));
    }

    void aWordThatEndsInALineBreakIsQuoted()
    {
        QCOMPARE(shellWord(QStringLiteral("plain\n")), QStringLiteral("'plain\n'"));
        QCOMPARE(shellWord(QStringLiteral("plain")), QStringLiteral("plain"));
    }

    void outputArrivesAndDoneComesOnce()
    {
        Process process(shell(QStringLiteral("echo out; echo err >&2; exit 3")));
        QByteArray out, err;
        connect(&process, &Process::output, this, [&](const QByteArray &b) { out += b; });
        connect(&process, &Process::errorOutput, this, [&](const QByteArray &b) { err += b; });
        const ProcessExit exit = exitOf(process);
        QCOMPARE(exit.code, 3);
        QCOMPARE(exit.describe(), QStringLiteral("exited with code 3"));
        QCOMPARE(out, QByteArray("out\n"));
        QCOMPARE(err, QByteArray("err\n"));
    }

    void aProgramThatDoesNotExistIsDoneOnceAndNamed()
    {
        Process process({.program = QStringLiteral("hydra-no-such-program")});
        QSignalSpy spy(&process, &Process::done);
        const ProcessExit exit = exitOf(process);
        QTest::qWait(50);
        QCOMPARE(spy.count(), 1);
        QVERIFY(!exit.started);
        QVERIFY(exit.describe().contains(QStringLiteral("hydra-no-such-program")));
    }

    void aSignalIsNamed()
    {
        Process process(shell(QStringLiteral("kill -ABRT $$")));
        QCOMPARE(exitOf(process).describe(), QStringLiteral("killed by SIGABRT"));
    }

    void outputGoesToAPrivateFileThatIsAppendedTo()
    {
        QTemporaryDir dir;
        Command command = shell(QStringLiteral("echo one; echo two >&2"));
        command.outputFile = dir.filePath(QStringLiteral("out"));
        for (int i = 0; i < 2; ++i) {
            Process process(command);
            QVERIFY(exitOf(process).ok());
        }
        QFile file(command.outputFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("one\ntwo\none\ntwo\n"));
        QVERIFY(!file.permissions().testFlag(QFileDevice::ReadGroup));
    }

    void aDestroyedProcessIsEndedWithoutBlocking()
    {
        auto process = std::make_unique<Process>(shell(QStringLiteral("exec sleep 1000")));
        QSignalSpy started(process.get(), &Process::started);
        process->start();
        QVERIFY(started.wait(5000));
        const auto id = identify(process->pid());
        QVERIFY(id);
        process.reset();
        QTRY_VERIFY(!isAlive(*id));
    }

    void itMayBeDestroyedByItsOwnOutput()
    {
        auto *process = new Process(shell(QStringLiteral("echo x; echo y >&2; exec sleep 1000")));
        QSignalSpy gone(process, &QObject::destroyed);
        std::optional<ProcessId> id;
        connect(process, &Process::output, process, [process, &id] {
            id = identify(process->pid());
            delete process;
        });
        process->start();
        QVERIFY(gone.wait(10'000));
        QTRY_VERIFY(!isAlive(*id));
    }

    void allOutputComesBeforeDoneThoughAGrandchildHoldsThePipe()
    {
        Process process(shell(QStringLiteral("seq 1 20000; sleep 1000 & echo $!")));
        QByteArray said;
        connect(&process, &Process::output, this, [&](const QByteArray &b) { said += b; });
        QVERIFY(exitOf(process).ok());
        QVERIFY(said.contains("\n20000\n"));
        ::kill(static_cast<pid_t>(said.trimmed().split('\n').last().toInt()), SIGKILL);
    }

    void aChildInheritsNoDescriptorAndLeadsItsSession()
    {
        Process process(
            shell(QStringLiteral("ls /proc/self/fd | wc -l; ps -o sid= -p $$; echo $$")));
        QByteArray out;
        connect(&process, &Process::output, this, [&](const QByteArray &b) { out += b; });
        const int inherited = ::open("/dev/null", O_RDONLY);
        QVERIFY(exitOf(process).ok());
        ::close(inherited);
        const QList<QByteArray> lines = out.simplified().split(' ');
        QCOMPARE(lines[0], QByteArray("4")); // 0, 1, 2 and the directory that ls reads
        QCOMPARE(lines[1], lines[2]);
        const int open = ::open("/dev/null", O_RDONLY);
        QCOMPARE(run(shell(QStringLiteral("ls /proc/self/fd | wc -l")))->output.trimmed(),
                 QByteArray("4"));
        ::close(open);
    }

    void aHeldChildHasAPidBeforeItRuns()
    {
        QTemporaryDir dir;
        const QString mark = dir.filePath(QStringLiteral("ran"));
        HeldProcess process(
            {.program = QStringLiteral("/bin/sh"),
             .args = {QStringLiteral("-c"), QStringLiteral("echo > $0; exit 3"), mark},
             .outputFile = dir.filePath(QStringLiteral("out"))});
        QSignalSpy done(&process, &HeldProcess::done);
        const auto id = process.start();
        QVERIFY(id);
        QTest::qWait(50);
        QVERIFY(!QFile::exists(mark));
        QCOMPARE(identify(id->pid), id);
        process.release();
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(QFile::exists(mark));
        QCOMPARE(done[0][0].value<ProcessExit>().code, 3);
    }

    void aHeldChildFindsWhatIsPassedOnFromDescriptorThree()
    {
        QTemporaryDir dir;
        QTemporaryFile first;
        QTemporaryFile second;
        QVERIFY(first.open() && second.open());
        HeldProcess process(
            {.program = QStringLiteral("/bin/sh"),
             .args = {QStringLiteral("-c"),
                      QStringLiteral("echo one >&3; echo two >&4; (echo x >&5) 2>/dev/null || "
                                     "exit 7")},
             .outputFile = dir.filePath(QStringLiteral("out"))},
            {second.handle(), first.handle()}); // in the order given, not of their numbers
        QSignalSpy done(&process, &HeldProcess::done);
        const auto id = process.start();
        QVERIFY(id);
        // Others of the same user may take a copy of it, where the system lets them.
        QTRY_VERIFY(isCopyOrForbidden(takeDescriptor(*id, 3), second.handle()));
        QVERIFY(
            !takeDescriptor({.pid = id->pid, .startTime = QStringLiteral("another")}, 3).isOpen());
        process.release();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done[0][0].value<ProcessExit>().code, 7); // nothing else is inherited
        QVERIFY(second.seek(0) && first.seek(0));
        QCOMPARE(second.readAll(), QByteArray("one\n"));
        QCOMPARE(first.readAll(), QByteArray("two\n"));
    }

    void aHeldChildWhoseParentDiesNeverRuns()
    {
        QTemporaryDir dir;
        const QString mark = dir.filePath(QStringLiteral("ran"));
        auto process = std::make_unique<HeldProcess>(
            Command{.program = QStringLiteral("/bin/touch"), .args = {mark}});
        const auto id = process->start();
        process.reset();
        QTRY_VERIFY(!isAlive(*id));
        QVERIFY(!QFile::exists(mark));
    }

    void aHeldChildThatCannotRunIsDoneWithTheReason()
    {
        QTemporaryDir dir;
        HeldProcess absent({.program = QStringLiteral("/no/such/program")});
        HeldProcess directory({.program = dir.path()});
        HeldProcess nowhere(
            {.program = QStringLiteral("/bin/true"), .cwd = QStringLiteral("/no/such/dir")});
        for (HeldProcess *process : {&absent, &directory, &nowhere}) {
            QSignalSpy done(process, &HeldProcess::done);
            static_cast<void>(process->start());
            process->release();
            QTRY_COMPARE(done.count(), 1);
            QVERIFY(!done[0][0].value<ProcessExit>().started);
            QVERIFY(!done[0][0].value<ProcessExit>().error.isEmpty());
        }
    }

    void aHeldChildsSignalIsKnownAndItOutlivesItsOwner()
    {
        auto process = std::make_unique<HeldProcess>(shell(QStringLiteral("kill -SEGV $$")));
        QSignalSpy done(process.get(), &HeldProcess::done);
        QVERIFY(process->start());
        process->release();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done[0][0].value<ProcessExit>().signal, SIGSEGV);
        process = std::make_unique<HeldProcess>(shell(QStringLiteral("exec sleep 1000")));
        const auto id = process->start();
        process->release();
        process.reset();
        QTest::qWait(50);
        QVERIFY(isAlive(*id));
        QVERIFY(sendSignal(*id, SIGKILL));
    }

    void anEndIsWatchedThoughItIsNotOurChild()
    {
        const Result<qint64> pid = startDetached(shell(QStringLiteral("exec sleep 1000")));
        QVERIFY(pid);
        const auto id = identify(*pid);
        QVERIFY(id);
        ProcessWatch watch(*id);
        QSignalSpy ended(&watch, &ProcessWatch::ended);
        QTest::qWait(30);
        QCOMPARE(ended.count(), 0);
        QVERIFY(sendSignal(*id, SIGKILL));
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!isAlive(*id));
        QVERIFY(!sendSignal(*id, SIGKILL));
    }

    void aProcessThatIsGoneEndsItsWatchAtOnce()
    {
        ProcessId other = *identify(::getpid());
        other.startTime += u'x';
        QVERIFY(!isAlive(other));
        QVERIFY(!sendSignal(other, 0));
        ProcessWatch watch(other);
        QSignalSpy ended(&watch, &ProcessWatch::ended);
        QTRY_COMPARE(ended.count(), 1);
    }

    void runFeedsInputAndReturnsOutput()
    {
        RunOptions options;
        options.input = QByteArray(300'000, 'x');
        std::vector<QByteArray> lines;
        options.onLine = [&](const QByteArray &line) { lines.push_back(line.left(3)); };
        const auto result = run(shell(QStringLiteral("cat; echo; echo end >&2")), {}, options);
        QVERIFY(result);
        QCOMPARE(result->output.trimmed(), options.input);
        QCOMPARE(result->errorOutput, QByteArray("end\n"));
        QCOMPARE(lines.back(), QByteArray("end"));
    }

    void runSurvivesAProgramThatDoesNotReadItsInput()
    {
        RunOptions options;
        options.input = QByteArray(1 << 20, 'x');
        QVERIFY(run(shell(QStringLiteral("exit 0")), {}, options));
    }

    void runReportsTheExitCodeWithTheLastLineOfErrors()
    {
        const auto result = run(shell(QStringLiteral("echo first >&2; echo second >&2; exit 7")));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Failed);
        QCOMPARE(result.error().what, QStringLiteral("exited with code 7: second"));
        QVERIFY(result.error().details.contains(QStringLiteral("first")));
    }

    void runKeepsOnlyTheEndOfLongOutput()
    {
        RunOptions options;
        options.outputLimit = 10;
        const auto result = run(shell(QStringLiteral("seq 1 100000")), {}, options);
        QCOMPARE(result->output, QByteArray("99\n100000\n"));
    }

    void runKillsTheWholeGroupOnTimeOut()
    {
        RunOptions options;
        options.timeout = std::chrono::milliseconds(100);
        QTemporaryDir dir;
        Command command = shell(QStringLiteral("sleep 1000 & echo $! > pid; wait"));
        command.cwd = dir.path();
        const auto result = run(command, {}, options);
        QCOMPARE(result.error().code, ErrorCode::TimedOut);
        QFile file(dir.filePath(QStringLiteral("pid")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 pid = file.readAll().trimmed().toLongLong();
        QVERIFY(pid > 0);
        QTRY_VERIFY(!identify(pid));
    }

    void runIsCancelledFromAnotherThread()
    {
        const CancelToken cancel;
        std::thread other([cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            cancel.cancel();
        });
        const auto result = run(shell(QStringLiteral("sleep 1000")), cancel);
        other.join();
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }

    void runDoesNotWaitForAGrandchildThatHoldsThePipe()
    {
        const auto result = run(shell(QStringLiteral("sleep 30 & echo $!")));
        QVERIFY(result);
        ::kill(static_cast<pid_t>(result->output.trimmed().toInt()), SIGKILL);
    }

    void runSetsDirectoryAndEnvironment()
    {
        qputenv("HYDRA_TEST_GONE", "here");
        Command command = shell(QStringLiteral("pwd; echo \"$ADDED-$HYDRA_TEST_GONE\""));
        command.cwd = QStringLiteral("/");
        command.env = {{QStringLiteral("ADDED"), QStringLiteral("yes")},
                       {QStringLiteral("HYDRA_TEST_GONE"), {}}};
        QCOMPARE(run(command)->output, QByteArray("/\nyes-\n"));
    }

    void runNamesWhatItCannotStart()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("broken")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/no/such/interpreter\n");
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                            QFileDevice::ExeOwner);
        file.close();
        const auto result = run({.program = file.fileName()});
        QVERIFY(!result);
        QCOMPARE(result.error().where, file.fileName());
        QCOMPARE(run({.program = QStringLiteral("hydra-no-such")}).error().code,
                 ErrorCode::NotFound);
    }
};

HYDRA_TEST_MAIN(TestProcess)
#include "test_process.moc"
