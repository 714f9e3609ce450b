// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/spawn.h"

#include "process/run.h"

#include <QFile>
#include <QProcessEnvironment>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace hydra {
namespace {

Error systemFailure(const QString &what, const QString &where, int code)
{
    return Error{code == ENOENT ? ErrorCode::NotFound : ErrorCode::Failed,
                 what + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(code)), where, {},
                 {}};
}

// 0, 1 and 2 may be free in a process started without them; a pipe there would be overwritten by
// the child's own dup2.
OwnedFd aboveStandard(int fd)
{
    if (fd < 0 || fd > 2)
        return OwnedFd(fd);
    const OwnedFd low(fd);
    return OwnedFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
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

    [[nodiscard]] bool enterDirectory() const { return m_cwd.isEmpty() || ::chdir(m_cwd.constData()) == 0; }
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

/// What the child tells before it becomes the program: its pid, or why it could not.
struct SpawnReport {
    pid_t pid = 0;
    int error = 0;
};

void resetSignals()
{
    sigset_t none;
    sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    for (int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD})
        ::signal(signal, SIG_DFL);
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
    while ((n = ::read(gate.readEnd.get(), &byte, 1)) < 0 && errno == EINTR) { }
    if (n != 1)
        ::_exit(127);
}

// Only async-signal-safe calls from here to execve: other threads may hold any lock.
[[noreturn]] void becomeProgram(const ExecImage &image, const SpawnStreams &streams, int reportFd,
                                Parentage parentage, const Pipe *gate)
{
    if (parentage != Parentage::Foreground)
        ::setsid();
    if (parentage == Parentage::Orphan) {
        const pid_t second = ::fork();
        if (second < 0)
            tell(reportFd, {0, errno});
        if (second != 0)
            ::_exit(0);
        ::setsid();
    }
    resetSignals();
    ::dup2(streams.input, 0);
    ::dup2(streams.output, 1);
    ::dup2(streams.errorOutput, 2);
    closeAllOnExec();
    if (gate)
        waitAtGate(*gate);
    tell(reportFd, {::getpid(), 0});
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
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) { }
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

void closeAllOnExec()
{
#ifdef SYS_close_range
    constexpr unsigned kCloseOnExec = 1u << 2; // CLOSE_RANGE_CLOEXEC, Linux 5.11
    if (::syscall(SYS_close_range, 3u, ~0u, kCloseOnExec) == 0)
        return;
#endif
    for (int fd = 3; fd < 1024; ++fd)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

Result<Pipe> makePipe()
{
    std::array<int, 2> ends = {-1, -1};
#ifdef Q_OS_LINUX
    const int made = ::pipe2(ends.data(), O_CLOEXEC);
#else
    const int made = ::pipe(ends.data());
#endif
    if (made != 0)
        return fail(systemFailure(QStringLiteral("cannot make a pipe"), {}, errno));
    for (int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
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
        return fail(systemFailure(QStringLiteral("cannot be opened"), QStringLiteral("/dev/null"), errno));
    return fd;
}

Result<pid_t> spawnProcess(const Command &command, const SpawnStreams &streams, Parentage parentage)
{
    const Result<QString> program = findProgram(command.program);
    if (!program)
        return fail(program.error());
    Result<Pipe> report = makePipe();
    if (!report)
        return fail(report.error());
    const ExecImage image(*program, command);
    const pid_t pid = ::fork();
    if (pid == 0)
        becomeProgram(image, streams, report->writeEnd.get(), parentage, nullptr);
    if (pid < 0)
        return fail(systemFailure(QStringLiteral("cannot start a process"), *program, errno));
    report->writeEnd.reset();
    const SpawnReport said = readReport(report->readEnd.get());
    if (said.error != 0 || parentage == Parentage::Orphan)
        collect(pid);
    if (said.error != 0)
        return fail(systemFailure(QStringLiteral("cannot be started"), *program, said.error));
    return parentage == Parentage::Orphan ? said.pid : pid;
}

Result<HeldChild> spawnHeld(const Command &command, const SpawnStreams &streams)
{
    const Result<QString> program = findProgram(command.program);
    Result<Pipe> report = makePipe(), gate = makePipe();
    if (!program || !report || !gate)
        return fail(!program ? program.error() : !report ? report.error() : gate.error());
    const ExecImage image(*program, command);
    const pid_t pid = ::fork();
    if (pid == 0)
        becomeProgram(image, streams, report->writeEnd.get(), Parentage::Child, &*gate);
    if (pid < 0)
        return fail(systemFailure(QStringLiteral("cannot start a process"), *program, errno));
    return HeldChild{pid, std::move(gate->writeEnd), std::move(report->readEnd)};
}

QString heldChildError(const HeldChild &child)
{
    const SpawnReport said = readReport(child.report.get());
    return said.error == 0 ? QString() : QString::fromLocal8Bit(std::strerror(said.error));
}

} // namespace hydra
