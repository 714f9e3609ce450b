// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/vm_run.h"

#include <QFile>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto linkTimeout = std::chrono::seconds(60);
constexpr auto lastBytesTime = std::chrono::milliseconds(300);

} // namespace

VmRun::VmRun(std::unique_ptr<Hypervisor> hypervisor, std::vector<ConsoleServer *> consoles,
             std::size_t attempt, QObject *parent)
    : QObject(parent), m_hypervisor(std::move(hypervisor)), m_consoles(std::move(consoles)),
      m_attempt(attempt)
{
    m_linkTimer.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_linkTimer, &QTimer::timeout, this, &VmRun::notLinked);
    connect(&m_settle, &QTimer::timeout, this, &VmRun::finish);
    connect(m_hypervisor.get(), &Hypervisor::linked, this, &VmRun::checkLinked);
    connect(m_hypervisor.get(), &Hypervisor::linkLost, this, [this] { m_isLinked = false; });
    connect(m_hypervisor.get(), &Hypervisor::ended, this, [this](const EndFacts &facts) {
        m_facts = facts;
        m_linkTimer.stop();
        m_settle.start(lastBytesTime);
        checkQuiet();
    });
    for (ConsoleServer *console : m_consoles) {
        connect(console, &ConsoleServer::connectedToVm, this, &VmRun::checkLinked);
        connect(console, &ConsoleServer::disconnectedFromVm, this, &VmRun::checkQuiet);
    }
}

VmRun::~VmRun() = default;

std::optional<ProcessId> VmRun::launchHeld(const LaunchAttempt &attempt,
                                           const std::vector<int> &passed)
{
    for (ConsoleServer *console : m_consoles) {
        QFile::remove(console->console().vmSocket);
        QFile::remove(console->console().otherVmSocket());
    }
    return m_hypervisor->launchHeld(attempt, passed);
}

void VmRun::go()
{
    m_hypervisor->go();
    connectConsoles();
}

void VmRun::adopt(const ProcessId &id)
{
    m_wasAdopted = true;
    m_hypervisor->adopt(id);
    connectConsoles();
}

void VmRun::connectConsoles()
{
    m_linkTimer.start(linkTimeout);
    for (ConsoleServer *console : m_consoles)
        console->connectToVm();
}

void VmRun::giveUp(const QString &why)
{
    if (isGivenUp() || isEnding())
        return;
    m_givenUpFor = why;
    Q_EMIT givenUp();
    m_hypervisor->forceEnd();
}

void VmRun::endFor(const QString &why)
{
    m_endedFor = why;
    m_hypervisor->forceEnd();
}

void VmRun::checkLinked()
{
    const bool all = m_hypervisor->isLinked() &&
                     std::all_of(m_consoles.begin(), m_consoles.end(),
                                 [](ConsoleServer *console) { return console->isConnected(); });
    if (!all || std::exchange(m_isLinked, true))
        return;
    m_linkTimer.stop();
    Q_EMIT linked();
}

void VmRun::checkQuiet()
{
    const bool quiet = std::none_of(m_consoles.begin(), m_consoles.end(),
                                    [](ConsoleServer *console) { return console->isConnected(); });
    if (m_facts && quiet)
        m_settle.start(0);
}

void VmRun::finish()
{
    if (std::exchange(m_isOver, true))
        return;
    for (ConsoleServer *console : m_consoles) {
        console->disconnect(this);
        console->disconnectFromVm();
    }
    Q_EMIT ended({.facts = *m_facts,
                  .givenUpFor = m_givenUpFor,
                  .endedFor = m_endedFor,
                  .wasAdopted = m_wasAdopted,
                  .hadBegun = m_hasBegun});
}

} // namespace hydra

#include "core/keeper/moc_vm_run.cpp"
