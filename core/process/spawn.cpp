// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/spawn.h"

#include "core/base/log.h"
#include "core/process/close_on_exec.h"
#include "core/process/find_program.h"

#include <QFile>
#include <QProcessEnvironment>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace hydra {
namespace {

Error systemFailure(const QString &what, const QString &where, int code)
{
    return Error{.code = code == ENOENT ? ErrorCode::NotFound : ErrorCode::Failed,
                 .what = what + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(code)),
                 .where = where};
}

constexpr int kFirstFree = 3 + int(kMostPassed);

// 0, 1 and 2 may be free in a process started without them; a pipe there, or where a passed
// descriptor goes, would be overwritten by the child's own dup2.
OwnedFd aboveStandard(int fd)
{
    if (fd < 0 || fd >= kFirstFree)
        return OwnedFd(fd);
    const OwnedFd low(fd);
    return OwnedFd(::fcntl(fd, F_DUPFD_CLOEXEC, kFirstFree));
}

/// The passed descriptors once more, where no dup2 of the child's overwrites them.
Result<std::vector<OwnedFd>> heldAbove(const std::vector<int> &passed)
{
    std::vector<OwnedFd> held;
    for (const int fd : passed) {
        held.emplace_back(::fcntl(fd, F_DUPFD_CLOEXEC, kFirstFree));
        if (!held.back().isOpen())
            return fail(systemFailure(QStringLiteral("cannot pass on a descriptor"), {}, errno));
    }
    return held;
}

/// Everything execve needs, in memory that lives across the fork.
class ExecImage
{
public:
    ExecImage(const QString &program, const Command &command)
        : m_path(QFile::encodeName(program)), m_cwd(QFile::encodeName(command.cwd))
    {
        m_words.push_back(QFile::encodeName(command.program));
        for (const QString &arg : command.args)
            m_words.push_back(QFile::encodeName(arg));
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        for (auto it = command.env.begin(); it != command.env.end(); ++it)
            it.value().isNull() ? env.remove(it.key()) : env.insert(it.key(), it.value());
        for (const QString &entry : env.toStringList())
            m_variables.push_back(entry.toLocal8Bit());
        m_argv = pointers(m_words);
        m_envp = pointers(m_variables);
    }

    [[nodiscard]] bool enterDirectory() const
    {
        return m_cwd.isEmpty() || ::chdir(m_cwd.constData()) == 0;
    }
    void exec() const { ::execve(m_path.constData(), m_argv.data(), m_envp.data()); }

private:
    static std::vector<char *> pointers(std::vector<QByteArray> &strings)
    {
        std::vector<char *> result;
        for (QByteArray &string : strings)
            result.push_back(string.data());
        result.push_back(nullptr);
        return result;
    }

    QByteArray m_path;
    QByteArray m_cwd;
    std::vector<QByteArray> m_words;
    std::vector<QByteArray> m_variables;
    std::vector<char *> m_argv;
    std::vector<char *> m_envp;
};

/// What a child writes into its pipe: an orphan its pid, and each why it could not execute its
/// program.
struct SpawnReport {
    pid_t pid = 0;
    int error = 0;
};

void resetSignals()
{
    for (int signal = 1; signal < NSIG; ++signal)
        ::signal(signal, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

// Signals stay blocked in the child until it has reset their handlers: one of ours that ran there
// would write into a pipe that both processes have (hydractl's, of Ctrl-C).
pid_t forkWithoutSignals()
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid = ::fork();
    if (pid != 0)
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return pid;
}

void tell(int fd, const SpawnReport &report)
{
    [[maybe_unused]] const ssize_t ignored = ::write(fd, &report, sizeof report);
}

// One byte opens the gate; its end means that our parent is gone.
void waitAtGate(const Pipe &gate)
{
    ::close(gate.writeEnd.get());
    char byte = 0;
    ssize_t n = 0;
    while ((n = ::read(gate.readEnd.get(), &byte, 1)) < 0 && errno == EINTR) {
    }
    if (n != 1)
        ::_exit(127);
}

// A launcher may leave us SIGCHLD ignored. The kernel then reaps our children, and waitpid cannot
// say how they ended.
void expectChildren()
{
    struct sigaction now = {};
    if (::sigaction(SIGCHLD, nullptr, &now) == 0 && now.sa_handler == SIG_IGN)
        ::signal(SIGCHLD, SIG_DFL);
}

// Forks again and ends the first child, so that init becomes the parent of the second.
void leaveParent(int reportFd)
{
    const pid_t second = ::fork();
    if (second != 0) {
        if (second < 0)
            tell(reportFd, {0, errno});
        ::_exit(0);
    }
    ::setsid();
    tell(reportFd, {::getpid(), 0});
}

// Only async-signal-safe calls from here to execve: other threads may hold any lock.
[[noreturn]] void becomeProgram(const ExecImage &image, const SpawnStreams &streams, int reportFd,
                                Parentage parentage, const Pipe *gate)
{
    if (parentage != Parentage::Foreground)
        ::setsid();
    if (parentage == Parentage::Orphan)
        leaveParent(reportFd);
    if (parentage == Parentage::Terminal)
        ::ioctl(streams.input, TIOCSCTTY, 0);
    resetSignals();
    ::dup2(streams.input, 0);
    ::dup2(streams.output, 1);
    ::dup2(streams.errorOutput, 2);
    // What we inherited from a shell, such as a pipe it waits on, must not live on in a VM.
    closeAllOnExec();
    for (std::size_t i = 0; i < streams.passed.size(); ++i)
        ::dup2(streams.passed[i], 3 + int(i));
    if (gate)
        waitAtGate(*gate);
    if (image.enterDirectory())
        image.exec();
    tell(reportFd, {0, errno});
    ::_exit(127);
}

SpawnReport readReport(int fd)
{
    SpawnReport last;
    SpawnReport next;
    while (true) {
        const ssize_t n = ::read(fd, &next, sizeof next);
        if (n == sizeof next)
            last = {next.pid != 0 ? next.pid : last.pid, next.error};
        else if (n >= 0 || errno != EINTR)
            return last;
    }
}

void collect(pid_t pid)
{
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

} // namespace

int OwnedFd::release()
{
    return std::exchange(m_fd, -1);
}

void OwnedFd::reset(int fd)
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = fd;
}

Result<Pipe> makePipe()
{
    std::array<int, 2> ends = {-1, -1};
    if (!openPipe(ends))
        return fail(systemFailure(QStringLiteral("cannot make a pipe"), {}, errno));
    return Pipe{aboveStandard(ends[0]), aboveStandard(ends[1])};
}

Result<OwnedFd> openOutputFile(const QString &path)
{
    OwnedFd fd = aboveStandard(::open(QFile::encodeName(path).constData(),
                                      O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return fail(systemFailure(QStringLiteral("cannot be opened for output"), path, errno));
    return fd;
}

Result<OwnedFd> openNull()
{
    OwnedFd fd = aboveStandard(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!fd.isOpen())
        return fail(
            systemFailure(QStringLiteral("cannot be opened"), QStringLiteral("/dev/null"), errno));
    return fd;
}

Result<pid_t> spawnProcess(const Command &command, const SpawnStreams &streams, Parentage parentage)
{
    const Result<SpawnedChild> child = spawnChild(command, streams, parentage);
    if (!child)
        return fail(child.error());
    const SpawnReport said = readReport(child->report.get());
    if (said.error != 0 || parentage == Parentage::Orphan)
        collect(child->pid);
    if (said.error != 0)
        return fail(
            systemFailure(QStringLiteral("cannot be started"), command.program, said.error));
    return parentage == Parentage::Orphan ? said.pid : child->pid;
}

Result<SpawnedChild> spawnChild(const Command &command, const SpawnStreams &streams,
                                Parentage parentage, StartGate held)
{
    const Result<QString> program = findProgram(command.program);
    Result<Pipe> report = makePipe();
    Result<Pipe> gate = held == StartGate::Held ? makePipe() : Pipe();
    if (!program || !report || !gate)
        return fail(!program ? program.error() : !report ? report.error() : gate.error());
    const Result<std::vector<OwnedFd>> passed = heldAbove(streams.passed);
    if (!passed)
        return fail(passed.error());
    SpawnStreams given = streams;
    std::transform(passed->begin(), passed->end(), given.passed.begin(),
                   [](const OwnedFd &fd) { return fd.get(); });
    if (isLogged(LogLevel::Debug))
        logDebug("process", shellLine(command));
    const ExecImage image(*program, command);
    expectChildren();
    const pid_t pid = forkWithoutSignals();
    if (pid == 0)
        becomeProgram(image, given, report->writeEnd.get(), parentage,
                      held == StartGate::Held ? &*gate : nullptr);
    if (pid < 0)
        return fail(systemFailure(QStringLiteral("cannot start a process"), *program, errno));
    return SpawnedChild{
        .pid = pid, .report = std::move(report->readEnd), .gate = std::move(gate->writeEnd)};
}

QString spawnError(const SpawnedChild &child)
{
    const SpawnReport said = readReport(child.report.get());
    return said.error == 0 ? QString() : QString::fromLocal8Bit(std::strerror(said.error));
}

PipeSignalBlock::PipeSignalBlock()
{
    sigemptyset(&m_set);
    sigaddset(&m_set, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &m_set, &m_before);
}

PipeSignalBlock::~PipeSignalBlock()
{
    sigset_t pending;
    if (::sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1 &&
        sigismember(&m_before, SIGPIPE) == 0) {
        int signal = 0;
        ::sigwait(&m_set, &signal);
    }
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace hydra
