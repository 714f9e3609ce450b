// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/end_processes.h"

#include <algorithm>
#include <csignal>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto killedPatience = std::chrono::seconds(2);

} // namespace

// Its children, too: virtiofsd's worker may not notice that the process that watches it is gone.
void killWithGroup(const ProcessId &id)
{
    const pid_t pid = static_cast<pid_t>(id.pid);
    if (isAlive(id) && ::getpgid(pid) == pid)
        ::kill(-pid, SIGKILL);
    else
        sendSignal(id, SIGKILL);
}

EndProcesses::EndProcesses(const std::vector<ProcessId> &ids, std::chrono::milliseconds grace,
                           QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EndProcesses::killAll);
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(m_running),
                 [](const ProcessId &id) { return sendSignal(id, SIGTERM); });
    if (m_running.empty()) {
        QMetaObject::invokeMethod(this, &EndProcesses::done, Qt::QueuedConnection);
        return;
    }
    for (const ProcessId &id : m_running) {
        m_watches.push_back(std::make_unique<ProcessWatch>(id));
        connect(m_watches.back().get(), &ProcessWatch::ended, this, [this, id] { onEnded(id); });
    }
    m_timer.start(grace);
}

EndProcesses::~EndProcesses() = default;

void EndProcesses::onEnded(const ProcessId &id)
{
    std::erase(m_running, id);
    if (m_running.empty())
        finish();
}

void EndProcesses::killAll()
{
    for (const ProcessId &id : m_running)
        killWithGroup(id);
    disconnect(&m_timer, nullptr, this, nullptr);
    connect(&m_timer, &QTimer::timeout, this, &EndProcesses::finish);
    m_timer.start(killedPatience);
}

void EndProcesses::finish()
{
    m_timer.stop();
    m_running.clear();
    for (const auto &watch : m_watches)
        watch->disconnect(this);
    Q_EMIT done();
}

} // namespace hydra

#include "core/process/moc_end_processes.cpp"
