// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "keeper/dependency_watch.h"
#include "keeper/helpers.h"
#include "keeper/phases.h"

#include <QDateTime>

#include <algorithm>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto kLinkTimeout = std::chrono::seconds(60);
constexpr auto kHelperGrace = std::chrono::seconds(1);

} // namespace

void Keeper::recordLostVm(const VmStatus &before)
{
    endLeftHelpers(before.helpers);
    m_status = before;
    update([&before](VmStatus &status) {
        status.state = VmState::Crashed;
        status.reason = before.vmProcess ? QStringLiteral("ended while no keeper ran")
                                         : QStringLiteral("its keeper ended before QEMU was started");
        status.keeper.reset();
        status.vmProcess.reset();
        status.helpers.clear();
        status.startedAtMs = 0;
    });
    say(QStringLiteral("crashed: ") + m_status.reason);
}

void Keeper::adopt()
{
    say(QStringLiteral("a new keeper adopts QEMU, process %1").arg(m_status.vmProcess->pid));
    for (const auto &console : m_consoles) {
        console->setBoot(m_status.boot);
        if (!console->console().recordedByQemu)
            console->markGap();
    }
    const auto running = std::find_if(m_plan.attempts.begin(), m_plan.attempts.end(), [this](const LaunchAttempt &a) {
        return a.accelerator == m_status.accelerator && (!a.restore || m_status.start != u"cold");
    });
    if (running != m_plan.attempts.end())
        m_attempt = static_cast<std::size_t>(running - m_plan.attempts.begin());
    if (!m_plan.helpers.empty()) {
        makeHelpers();
        m_helpers->adopt(m_status.helpers);
    }
    startWebhook();
    connectRun();
    m_run->adopt(*m_status.vmProcess);
    update([](VmStatus &status) { status.keeper = identify(::getpid()); });
}

void Keeper::startFresh()
{
    if (m_plan.attempts.empty())
        return finish(VmState::Crashed, QStringLiteral("the plan has no way to start this VM"));
    startWebhook();
    if (!m_plan.after.empty())
        return startWhenDependenciesHold();
    tryAttempt(0);
}

void Keeper::startWhenDependenciesHold()
{
    m_dependencies = std::make_unique<DependencyWatch>(m_plan.after);
    const auto look = [this] {
        const QString words = m_dependencies->words();
        if (words.isEmpty()) {
            m_dependencies.release()->deleteLater(); // it is telling us right now
            return tryAttempt(0);
        }
        say(words);
        update([&words](VmStatus &status) {
            status.state = VmState::Waiting;
            status.reason = words;
        });
    };
    connect(m_dependencies.get(), &DependencyWatch::changed, this, look);
    look();
}

void Keeper::tryAttempt(std::size_t index)
{
    m_attempt = index;
    m_leaveReason.clear();
    m_begun = m_sawUserSpace = m_adopted = m_clockIsOld = false;
    m_scanner.reset();
    if (m_plan.helpers.empty())
        return launch();
    makeHelpers();
    const std::vector<ProcessId> helpers = m_helpers->launchHeld();
    update([&](VmStatus &status) {
        status.state = VmState::Starting;
        status.reason.clear();
        status.helpers = helpers;
    });
    m_helpers->go();
}

void Keeper::makeHelpers()
{
    m_helpers = std::make_unique<Helpers>(m_plan.helpers);
    connect(m_helpers.get(), &Helpers::ready, this, &Keeper::launch);
    connect(m_helpers.get(), &Helpers::failed, this, [this](const QString &why) { finish(VmState::Crashed, why); });
    connect(m_helpers.get(), &Helpers::lost, this, [this](const QString &purpose, const QString &why) {
        // When QEMU goes, they go first.
        QTimer::singleShot(kHelperGrace, m_helpers.get(), [this, purpose, why] { // not when others took their place
            if (m_run && !m_run->isEnding() && !m_finished)
                warn(QStringLiteral("%1 is lost until the VM is started again: %2").arg(purpose, why));
        });
    });
}

void Keeper::launch()
{
    connectRun();
    const std::optional<ProcessId> process = m_run->launchHeld(attempt());
    update([&](VmStatus &status) {
        beginBoot(status);
        status.state = VmState::Starting;
        status.reason.clear();
        status.accelerator = attempt().accelerator;
        status.vmProcess = process;
        status.startedAtMs = QDateTime::currentMSecsSinceEpoch();
        status.start = attempt().restore ? QString() : QStringLiteral("cold");
    });
    for (const auto &console : m_consoles)
        console->setBoot(m_status.boot);
    say(QStringLiteral("starts QEMU with %1 (boot %2, %3)")
            .arg(attempt().accelerator).arg(m_status.boot).arg(m_status.bootId));
    if (process)
        m_run->go();
}

void Keeper::connectRun()
{
    std::vector<ConsoleServer *> consoles;
    for (const auto &console : m_consoles)
        consoles.push_back(console.get());
    m_run = std::make_unique<QemuRun>(m_plan, std::move(consoles));
    m_run->setAsked(m_killAsked, m_powerdownAsked);
    connect(m_run.get(), &QemuRun::linked, this, &Keeper::onLinked);
    connect(m_run.get(), &QemuRun::event, this, &Keeper::onEvent);
    connect(m_run.get(), &QemuRun::finished, this, &Keeper::onFinished);
    connect(m_run.get(), &QemuRun::linkLost, this, [this](const QString &why) { say(why); });
    m_linkTimer.start(kLinkTimeout);
}

} // namespace hydra
