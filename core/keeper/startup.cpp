// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/startup.h"

#include "core/boot/phases.h"

#include <QDateTime>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto helperGrace = std::chrono::seconds(1);

} // namespace

Startup::Startup(OwnedVm &vm, LabPort &port, MakeHypervisor makeHypervisor, QObject *parent)
    : QObject(parent), m_vm(vm), m_port(port), m_makeHypervisor(std::move(makeHypervisor))
{
}

Startup::~Startup() = default;

std::size_t Startup::adoptedAttempt() const
{
    const VmStatus &status = m_vm.status();
    const std::vector<LaunchAttempt> &attempts = m_vm.plan.attempts;
    const auto running =
        std::find_if(attempts.begin(), attempts.end(), [&status](const LaunchAttempt &attempt) {
            return attempt.accelerator == status.accelerator &&
                   (!attempt.restore || status.start != u"cold");
        });
    return running == attempts.end() ? 0 : static_cast<std::size_t>(running - attempts.begin());
}

void Startup::adopt()
{
    m_attempt = adoptedAttempt();
    if (!m_vm.plan.helpers.empty()) {
        makeHelpers();
        m_helpers->adopt(m_vm.status().helpers);
    }
    makeRun();
    m_port.adopt(*m_vm.status().vmProcess);
    if (!m_vm.isForking())
        m_port.plugIn();
    m_vm.run->adopt(*m_vm.status().vmProcess);
}

void Startup::startFresh()
{
    if (m_vm.plan.attempts.empty())
        return Q_EMIT failed(QStringLiteral("the plan has no way to start this VM"));
    if (!m_vm.plan.after.empty())
        return startWhenDependenciesHold();
    tryAttempt(0);
}

void Startup::startWhenDependenciesHold()
{
    m_dependencies = std::make_unique<DependencyWatch>(m_vm.plan.after);
    connect(m_dependencies.get(), &DependencyWatch::changed, this, &Startup::lookAtDependencies);
    lookAtDependencies();
}

void Startup::lookAtDependencies()
{
    const QString words = m_dependencies->words();
    if (words.isEmpty()) {
        m_dependencies.release()->deleteLater(); // not deleted here: it may be emitting
        return tryAttempt(0);
    }
    m_vm.record.say(words);
    m_vm.record.update([&words](VmStatus &status) {
        status.state = VmState::Waiting;
        status.reason = words;
    });
}

void Startup::tryNext()
{
    tryAttempt(m_attempt + 1);
}

void Startup::repeat()
{
    m_hasRepeated = true;
    tryAttempt(m_attempt);
}

void Startup::tryAttempt(std::size_t index)
{
    m_attempt = index;
    m_vm.record.forgetUserSpace();
    if (m_vm.plan.helpers.empty())
        return launch();
    makeHelpers();
    const std::vector<ProcessId> helpers = m_helpers->launchHeld();
    m_vm.record.update([&helpers](VmStatus &status) {
        status.state = VmState::Starting;
        status.reason.clear();
        status.helpers = helpers;
    });
    m_helpers->go();
}

void Startup::makeHelpers()
{
    m_helpers = std::make_unique<Helpers>(m_vm.plan.helpers);
    connect(m_helpers.get(), &Helpers::ready, this, &Startup::launch);
    connect(m_helpers.get(), &Helpers::failed, this, &Startup::failed);
    connect(m_helpers.get(), &Helpers::lost, this, &Startup::onHelperLost);
}

// When QEMU ends, its helpers may end a moment before, which is no loss.
void Startup::onHelperLost(const QString &purpose, const QString &why)
{
    QTimer::singleShot(helperGrace, m_helpers.get(), [this, purpose, why] {
        if (m_vm.run && !m_vm.run->isEnding() && !m_isOver)
            m_vm.record.warn(
                QStringLiteral("%1 is lost until the VM is started again: %2").arg(purpose, why));
    });
}

void Startup::makeRun()
{
    std::vector<ConsoleServer *> consoles;
    for (const auto &console : m_vm.consoles)
        consoles.push_back(console.get());
    m_vm.run = std::make_unique<VmRun>(m_makeHypervisor(m_vm.plan), std::move(consoles), m_attempt);
    Q_EMIT runMade();
}

void Startup::launch()
{
    makeRun();
    const LaunchAttempt &attempt = m_vm.attempt();
    const std::optional<ProcessId> process = m_vm.run->launchHeld(attempt, m_port.makeCard());
    m_port.noteLaunched();
    m_vm.record.update([&](VmStatus &status) {
        beginBoot(status);
        status.state = VmState::Starting;
        status.reason.clear();
        status.accelerator = attempt.accelerator;
        status.vmProcess = process;
        status.startedAtMs = QDateTime::currentMSecsSinceEpoch();
        status.start = attempt.restore ? QString() : QStringLiteral("cold");
    });
    const VmStatus &status = m_vm.status();
    for (const auto &console : m_vm.consoles)
        console->setBoot(status.boot);
    m_vm.record.say(QStringLiteral("starts QEMU with %1 (boot %2, %3)")
                        .arg(attempt.accelerator)
                        .arg(status.boot)
                        .arg(status.bootId));
    if (!attempt.restore) // a fork still has another guest's addresses
        m_port.plugIn();
    if (process)
        m_vm.run->go();
}

void Startup::cancel()
{
    m_isOver = true;
    m_dependencies.reset();
}

void Startup::endHelpers(std::function<void()> then)
{
    if (!m_helpers)
        return then();
    const auto onEnded = [this, then = std::move(then)] {
        if (m_helpers)
            m_helpers.release()->deleteLater(); // not deleted here: it is emitting
        then();
    };
    connect(m_helpers.get(), &Helpers::ended, this, onEnded, Qt::SingleShotConnection);
    m_helpers->end();
}

} // namespace hydra

#include "core/keeper/moc_startup.cpp"
