// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/foreground.h"

#include "process/spawn.h"

#include <cerrno>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace hydra {

Result<std::unique_ptr<ForegroundProcess>> ForegroundProcess::start(const Command &command)
{
    const auto pid = spawnProcess(command, {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}, Parentage::Foreground);
    if (!pid)
        return fail(pid.error());
    return std::unique_ptr<ForegroundProcess>(new ForegroundProcess(*pid));
}

// Its pid stays its own until it was waited for.
ForegroundProcess::ForegroundProcess(qint64 pid)
    : m_pid(pid), m_watch(std::make_unique<ProcessWatch>(identify(pid).value_or(ProcessId{pid, {}})))
{
    connect(m_watch.get(), &ProcessWatch::ended, this, &ForegroundProcess::collect);
}

void ForegroundProcess::terminate()
{
    if (m_pid > 0)
        ::kill(static_cast<pid_t>(m_pid), SIGTERM);
}

void ForegroundProcess::collect()
{
    int status = 0;
    while (::waitpid(static_cast<pid_t>(m_pid), &status, 0) < 0 && errno == EINTR) { }
    m_pid = 0;
    ProcessExit exit;
    exit.started = true;
    if (WIFSIGNALED(status))
        exit.signal = WTERMSIG(status);
    else
        exit.code = WEXITSTATUS(status);
    Q_EMIT done(exit);
}

} // namespace hydra

#include "process/moc_foreground.cpp"
