// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/helpers.h"

#include "core/process/last_words.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(10);
constexpr int kPolls = 3000; // half a minute

QString withCure(const PlannedHelper &helper, const QString &words)
{
    return QStringLiteral("%1 cannot be offered: %2; write `type: 9p` for it")
        .arg(helper.purpose, words);
}

} // namespace

Helpers::Helpers(const std::vector<PlannedHelper> &planned, QObject *parent)
    : QObject(parent), m_planned(planned)
{
    m_poll.setInterval(kPoll);
    connect(&m_poll, &QTimer::timeout, this, &Helpers::checkReady);
}

Helpers::~Helpers() = default;

std::vector<ProcessId> Helpers::launchHeld()
{
    for (std::size_t i = 0; i < m_planned.size(); ++i) {
        QFile::remove(m_planned[i].socket);
        QFile::remove(m_planned[i].command.outputFile); // only its output of this run counts
        m_processes.push_back(std::make_unique<HeldProcess>(m_planned[i].command));
        connect(m_processes[i].get(), &HeldProcess::done, this,
                [this, i](const ProcessExit &exit) { onDone(i, exit.describe()); });
        if (const auto id = m_processes[i]->start())
            m_ids.push_back(*id);
    }
    return m_ids;
}

void Helpers::go()
{
    for (const auto &process : m_processes)
        process->release();
    m_poll.start();
}

void Helpers::adopt(const std::vector<ProcessId> &ids)
{
    m_ids = ids;
    m_ready = true;
    for (std::size_t i = 0; i < std::min(ids.size(), m_planned.size()); ++i) {
        m_watches.push_back(std::make_unique<ProcessWatch>(ids[i]));
        connect(m_watches.back().get(), &ProcessWatch::ended, this,
                [this, i] { onDone(i, QStringLiteral("ended")); });
    }
}

void Helpers::end()
{
    m_over = true;
    m_poll.stop();
    if (m_end)
        return;
    m_end = std::make_unique<EndProcesses>(m_ids);
    connect(m_end.get(), &EndProcesses::done, this, &Helpers::ended);
    for (const PlannedHelper &helper : m_planned) {
        QFile::remove(helper.socket);
        // Virtiofsd in Rust does not remove it.
        QFile::remove(helper.socket + QStringLiteral(".pid"));
    }
}

void Helpers::onDone(std::size_t index, const QString &why)
{
    if (m_over)
        return;
    const PlannedHelper &helper = m_planned[index];
    const QString said = lastWordsIn(helper.command.outputFile);
    const QString words = QStringLiteral("%1 %2").arg(helper.role, why) +
                          (said.isEmpty() ? QString() : QStringLiteral(": ") + said);
    if (m_ready)
        return Q_EMIT lost(helper.purpose, words);
    m_over = true;
    m_poll.stop();
    Q_EMIT failed(withCure(helper, words));
}

// Only checks that the socket file exists: connecting would use up the single connection it
// accepts. A program listens right after it has bound the socket, and before QEMU gets to it.
void Helpers::checkReady()
{
    const auto silent =
        std::find_if(m_planned.begin(), m_planned.end(),
                     [](const PlannedHelper &helper) { return !QFileInfo::exists(helper.socket); });
    if (silent == m_planned.end()) {
        m_poll.stop();
        m_ready = true;
        return Q_EMIT ready();
    }
    if (++m_polls < kPolls)
        return;
    m_over = true;
    m_poll.stop();
    Q_EMIT failed(
        withCure(*silent, QStringLiteral("%1 does not open its socket").arg(silent->role)));
}

} // namespace hydra

#include "core/keeper/moc_helpers.cpp"
