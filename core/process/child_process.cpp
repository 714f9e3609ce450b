// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/child_process.h"

#include "core/process/reaper.h"

#include <QPointer>
#include <QTimer>

#include <cerrno>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace hydra {
namespace {

constexpr auto kCollectRetry = std::chrono::milliseconds(50);

} // namespace

// A child keeps its pid until it is reaped, so a child that cannot be identified has ended.
ChildProcess::ChildProcess(SpawnedChild spawned, Orphaned orphaned)
    : m_spawned(std::move(spawned)), m_orphaned(orphaned),
      m_report(m_spawned.report.get(), QSocketNotifier::Read),
      m_watch(identify(m_spawned.pid).value_or(ProcessId{m_spawned.pid, {}}))
{
    connect(&m_report, &QSocketNotifier::activated, this, &ChildProcess::readReport);
    connect(&m_watch, &ProcessWatch::ended, this, &ChildProcess::collect);
}

ChildProcess::~ChildProcess()
{
    if (m_spawned.pid > 0)
        m_orphaned == Orphaned::Ended ? reaper::end(m_spawned.pid) : reaper::collect(m_spawned.pid);
}

void ChildProcess::release()
{
    const char open = 1;
    const PipeSignalBlock noSignal; // the child may have ended already
    if (m_spawned.gate.isOpen()) {
        [[maybe_unused]] const ssize_t ignored = ::write(m_spawned.gate.get(), &open, 1);
    }
    m_spawned.gate.reset();
}

void ChildProcess::signal(int signal) const
{
    if (m_spawned.pid > 0)
        ::kill(m_spawned.pid, signal);
}

void ChildProcess::readReport()
{
    m_report.setEnabled(false);
    if (std::exchange(m_hasReported, true))
        return;
    m_error = spawnError(m_spawned);
    if (m_error.isEmpty())
        Q_EMIT started();
}

void ChildProcess::collect()
{
    int status = 0;
    const pid_t found = ::waitpid(m_spawned.pid, &status, WNOHANG);
    if (found == 0 || (found < 0 && errno == EINTR)) // ProcessWatch had no descriptor left to look
        return QTimer::singleShot(kCollectRetry, this, &ChildProcess::collect);
    m_spawned.pid = 0;
    const QPointer<ChildProcess> self = this;
    readReport();
    if (!self)
        return;
    if (!m_error.isEmpty())
        Q_EMIT ended(neverRan(m_error));
    else
        Q_EMIT ended(found > 0 ? exitFromStatus(status) : ProcessExit{.started = true});
}

} // namespace hydra

#include "core/process/moc_child_process.cpp"
