// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include "core/keeper_client/launch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>

#include <arpa/inet.h>
#include <atomic>
#include <csignal>
#include <memory>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace hydra;
using namespace hydra::test;

namespace {

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

void sleepMs(int ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

/// The guest's SSH server, as far as a keeper sees it: sends its banner once QEMU runs.
class FakeSshServer
{
public:
    explicit FakeSshServer(const World &world) : m_world(world)
    {
        m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof m_address;
        // Bound but not listening until then, since the port would look taken.
        const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(probe, reinterpret_cast<sockaddr *>(&m_address), size) != 0 ||
            ::getsockname(probe, reinterpret_cast<sockaddr *>(&m_address), &size) != 0)
            qFatal("no port");
        ::close(probe);
        m_thread = std::thread([this] { serve(); });
    }
    ~FakeSshServer()
    {
        m_ended = true;
        m_thread.join();
        ::close(m_fd);
    }
    [[nodiscard]] QString port() const { return QString::number(ntohs(m_address.sin_port)); }

private:
    void serve()
    {
        while (!m_ended && m_world.launches().empty())
            sleepMs(10);
        const int yes = 1;
        ::setsockopt(m_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (::bind(m_fd, reinterpret_cast<sockaddr *>(&m_address), sizeof m_address) != 0 ||
            ::listen(m_fd, 8) != 0)
            return;
        timeval patience{0, 50000};
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        while (!m_ended) {
            const int client = ::accept(m_fd, nullptr, nullptr);
            if (client < 0)
                continue;
            [[maybe_unused]] const ssize_t n = ::write(client, "SSH-2.0-fake\r\n", 14);
            ::close(client);
        }
    }

    const World &m_world;
    int m_fd = -1;
    sockaddr_in m_address = {};
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

} // namespace

/// Disposable runs; this machine plays the guest, and ssh is a local shell.
class TestCliRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    void writeProgram(const char *name, const QByteArray &script) const
    {
        const QString path = m_world->write(words("bin/") + words(name), "#!/bin/sh\n" + script);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    [[nodiscard]] QStringList runArgs(const QStringList &more = {}) const
    {
        return QStringList{words("run"),
                           words("--image"),
                           m_world->image(),
                           words("--set"),
                           words("accelerator=tcg"),
                           words("--set"),
                           words("firmware=none"),
                           words("--set"),
                           words("memory=64MiB"),
                           words("--set"),
                           words("cpu=1"),
                           words("--set"),
                           words("containerd=false")} +
               more;
    }

    /// All files with their contents, which a run must not change.
    [[nodiscard]] QStringList tree() const
    {
        QStringList lines;
        QDirIterator files(m_world->path({}),
                           QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo info(files.next());
            if (info.filePath().contains(words("/cache/")) || info.fileName() == u"launches" ||
                info.fileName() == u"cache")
                continue;
            QFile file(info.filePath());
            const bool grows = info.fileName() == u"hydractl.log"; // it tells of every failure
            const bool read =
                info.isFile() && !info.isSymLink() && !grows && file.open(QIODevice::ReadOnly);
            lines << info.filePath() + u' ' +
                         (read ? QString::fromLatin1(QCryptographicHash::hash(
                                                         file.readAll(), QCryptographicHash::Sha256)
                                                         .toHex())
                               : QString());
        }
        lines.sort();
        return lines;
    }

    [[nodiscard]] QStringList labsInState() const
    {
        return QDir(m_world->paths().stateDir).entryList({words("run-*")}, QDir::Dirs);
    }

    bool waitForLaunch(size_t count = 1) const
    {
        for (int i = 0; i < 1500 && m_world->launches().size() < count; ++i)
            sleepMs(10);
        return m_world->launches().size() >= count;
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        writeProgram(
            "ssh",
            "while [ $# -gt 0 ] && [ \"$1\" != -- ]; do shift; done\nshift\nexec sh -c \"$*\"\n");
        writeProgram("sudo", "shift\nexec \"$@\"\n");
        writeProgram("journalctl", "echo the journal\n");
        // Creates the directories that any first command creates.
        HYDRA_EXITS(
            m_world->hydractl({words("create"), words("other"), words("--preset"), words("plain")}),
            0);
        HYDRA_EXITS(m_world->hydractl({words("up"), m_world->writeLab(words("first"))}), 0);
        HYDRA_EXITS(m_world->hydractl({words("delete"), words("first"), words("--yes")}), 4);
        HYDRA_EXITS(m_world->hydractl({words("kill"), words("first")}), 0);
        for (int i = 0; i < 500 && m_world->running() > 0; ++i)
            sleepMs(10);
        QFile::remove(m_world->path(words("launches")));
    }

    void aDisposableRunGivesTheCommandsExitCodeAndLeavesNothing()
    {
        const QStringList before = tree();
        const FakeSshServer ssh(*m_world);
        const Outcome run = m_world->hydractl(
            runArgs({words("--disposable"), words("--set"), words("ports.ssh=") + ssh.port(),
                     words("--"), words("echo"), words("said;"), words("exit"), words("7")}));
        HYDRA_EXITS(run, 7);
        QCOMPARE(run.output, QByteArray("said\n"));
        QCOMPARE(m_world->running(), 0);
        QCOMPARE(tree(), before);
    }

    void exactlyWhatWasAskedIsKept()
    {
        m_world->write(words("guest/dir/result"), "42\n");
        m_world->write(words("guest/other"), "no");
        QVERIFY(QFile::link(words("result"), m_world->path(words("guest/dir/link"))));
        const QStringList before = tree();
        const FakeSshServer ssh(*m_world);
        const QString output = m_world->path(words("kept"));
        const Outcome run = m_world->hydractl(
            runArgs({words("--disposable"), words("--keep"), words("transcript"), words("--keep"),
                     words("logs"), words("--keep"), m_world->path(words("guest/dir")),
                     words("--output"), output, words("--set"), words("ports.ssh=") + ssh.port(),
                     words("--"), words("true")}));
        HYDRA_EXITS(run, 0);
        QVERIFY2(run.errorOutput.contains("Kept in " + output.toUtf8()),
                 run.errorOutput.constData());
        QStringList kept;
        QDirIterator files(output, QDir::Files | QDir::System | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            kept << files.next().mid(output.size() + 1);
        kept.sort();
        const QString guest = words("files") + m_world->path(words("guest/dir"));
        QCOMPARE(kept, (QStringList{guest + words("/link"), guest + words("/result"),
                                    words("journal.log"), words("serial.log"), words("vm.log")}));
        QCOMPARE(m_world->read(words("kept/") + guest + words("/result")), QByteArray("42\n"));
        QVERIFY(m_world->read(words("kept/serial.log")).contains("hub login"));
        QCOMPARE(m_world->read(words("kept/journal.log")), QByteArray("the journal\n"));
        QVERIFY(QDir(output).removeRecursively());
        QCOMPARE(tree(), before);
    }

    void aMissingPathOfTheGuestIsNamed()
    {
        const QStringList before = tree();
        const FakeSshServer ssh(*m_world);
        const Outcome run = m_world->hydractl(
            runArgs({words("--disposable"), words("--keep"), words("/no/such 'file'"),
                     words("--output"), m_world->path(words("kept")), words("--set"),
                     words("ports.ssh=") + ssh.port(), words("--"), words("true")}));
        HYDRA_EXITS(run, 3);
        QVERIFY2(run.errorOutput.contains("the guest has no /no/such 'file'"),
                 run.errorOutput.constData());
        QCOMPARE(tree(), before);
    }

    void whatCannotWorkIsSaidBeforeAnythingStarts()
    {
        m_world->write(words("full/file"), "mine");
        const QStringList before = tree();
        const QStringList disposable{words("--disposable")};
        HYDRA_REFUSES(m_world->hydractl(
                          {words("run"), words("--image"), words("nobody"), words("--disposable")}),
                      3, "nobody");
        HYDRA_REFUSES(m_world->hydractl(
                          runArgs(disposable + QStringList{words("--keep"), words("everything")})),
                      2, "everything", "absolute path");
        HYDRA_REFUSES(
            m_world->hydractl(
                runArgs(disposable + QStringList{words("--keep"), words("logs"), words("--output"),
                                                 m_world->path(words("full"))})),
            4, "full");
        HYDRA_REFUSES(m_world->hydractl(runArgs(
                          disposable + QStringList{words("--keep"), words("logs"),
                                                   words("--output"), words("/proc/nothing")})),
                      1, "/proc/nothing");
        HYDRA_EXITS(m_world->hydractl(runArgs({words("--keep"), words("logs")})), 2);
        HYDRA_EXITS(m_world->hydractl(
                        runArgs(disposable + QStringList{words("--set"), words("nonsense=1")})),
                    2);
        QVERIFY(m_world->launches().empty());
        QCOMPARE(tree(), before);
    }

    void withoutDisposableTheLabStays()
    {
        const FakeSshServer ssh(*m_world);
        const Outcome run = m_world->hydractl(runArgs(
            {words("--set"), words("ports.ssh=") + ssh.port(), words("--"), words("true")}));
        HYDRA_EXITS(run, 0);
        const QStringList labs = labsInState();
        QCOMPARE(labs.size(), 1);
        QVERIFY2(run.errorOutput.contains("hydractl delete " + labs.front().toUtf8()),
                 run.errorOutput.constData());
        QCOMPARE(m_world->running(), 1);
        HYDRA_EXITS(m_world->hydractl({words("kill"), labs.front()}), 0);
        HYDRA_EXITS(m_world->hydractl({words("delete"), labs.front(), words("--yes")}), 0);
    }

    void anInterruptedRunKeepsAndRemoves()
    {
        const QStringList before = tree();
        for (int signal : {SIGINT, SIGTERM}) {
            const size_t launches = m_world->launches().size();
            Child run(m_world->command(
                runArgs({words("--disposable"), words("--keep"), words("transcript"),
                         words("--output"), m_world->path(words("kept"))})));
            QVERIFY(waitForLaunch(launches + 1));
            sleepMs(300);
            run.signal(signal);
            const Outcome outcome = run.finish();
            HYDRA_EXITS(outcome, 1);
            QCOMPARE(m_world->running(), 0);
            QVERIFY(QFileInfo::exists(m_world->path(words("kept/serial.log"))));
            QVERIFY(QDir(m_world->path(words("kept"))).removeRecursively());
            QCOMPARE(tree(), before);
        }
    }

    void whatAKilledRunLeftIsNamedAndRemoved()
    {
        const QStringList before = tree();
        for (int i = 0; i < 10; ++i) {
            Child run(m_world->command(runArgs({words("--disposable")})));
            sleepMs(QRandomGenerator::global()->bounded(900));
            run.signal(SIGKILL);
            run.finish();
            // A VM that a keeper is starting may appear a moment later.
            const bool left = !labsInState().isEmpty();
            if (left) {
                const Outcome doctor =
                    m_world->hydractl({words("doctor"), words("--format"), words("json")});
                QVERIFY2(doctor.output.contains(labsInState().front().toUtf8()),
                         doctor.output.constData());
            }
            const Outcome prune = m_world->hydractl({words("image"), words("prune")});
            HYDRA_EXITS(prune, 0);
            QCOMPARE(prune.output.contains("lab run-"), left);
            QCOMPARE(m_world->running(), 0);
            QCOMPARE(tree(), before);
        }
    }

    void theNextRunRemovesWhatAKilledOneLeft()
    {
        const QStringList before = tree();
        Child killed(m_world->command(runArgs({words("--disposable")})));
        QVERIFY(waitForLaunch());
        killed.signal(SIGKILL);
        killed.finish();
        QCOMPARE(m_world->running(), 1);
        HYDRA_EXITS(m_world->hydractl(
                        {words("run"), words("--image"), words("nobody"), words("--disposable")}),
                    3);
        QCOMPARE(m_world->running(), 0);
        QCOMPARE(tree(), before);
    }

    void aRunWhoseQemuIsKilledEndsAndLeavesNothing()
    {
        const QStringList before = tree();
        for (int i = 0; i < 10; ++i) {
            const size_t launches = m_world->launches().size();
            Child run(m_world->command(runArgs({words("--disposable")})));
            QVERIFY(waitForLaunch(launches + 1));
            sleepMs(QRandomGenerator::global()->bounded(400));
            ::kill(pid_t(m_world->launches().back().pid), SIGKILL);
            const Outcome outcome = run.finish();
            QVERIFY2(!outcome.timedOut && outcome.exitCode == 1, outcome.words().constData());
            QCOMPARE(m_world->running(), 0);
            QCOMPARE(tree(), before);
        }
    }

    void aRunWhoseKeeperIsKilledGoesOnAndLeavesNothing()
    {
        const QStringList before = tree();
        for (int i = 0; i < 10; ++i) {
            const size_t launches = m_world->launches().size();
            Child run(m_world->command(runArgs({words("--disposable")})));
            QVERIFY(waitForLaunch(launches + 1));
            sleepMs(QRandomGenerator::global()->bounded(400));
            const QStringList labs = labsInState();
            QCOMPARE(labs.size(), 1);
            const auto status =
                readVmStatus(m_world->paths().vmState({labs.front(), words("isolated")}));
            if (status && status->keeper)
                sendSignal(*status->keeper, SIGKILL);
            sleepMs(QRandomGenerator::global()->bounded(300));
            run.signal(SIGTERM);
            const Outcome outcome = run.finish();
            QVERIFY2(!outcome.timedOut && outcome.exitCode == 1, outcome.words().constData());
            QCOMPARE(m_world->running(), 0);
            QCOMPARE(tree(), before);
        }
    }
};

HYDRA_TEST_MAIN(TestCliRun)
#include "test_cli_run.moc"
