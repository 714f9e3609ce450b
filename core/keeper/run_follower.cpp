// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/run_follower.h"

#include "core/boot/phases.h"

#include <QDateTime>

namespace hydra {
namespace {

void noteFirmware(VmStatus &status, const LaunchPlan &plan)
{
    reachPhase(status, plan, Phase::Firmware, QDateTime::currentMSecsSinceEpoch());
}

} // namespace

RunFollower::RunFollower(const RunParts &parts, QObject *parent)
    : QObject(parent), m_vm(parts.vm), m_power(parts.power), m_boot(parts.boot),
      m_clock(parts.clock), m_fork(parts.fork), m_snapshots(parts.snapshots)
{
    connect(&m_snapshots, &SnapshotJobs::mayRun, this, &RunFollower::letRun);
    connect(&m_fork, &ForkStart::done, this, [this] { m_boot.watch(); });
}

void RunFollower::follow()
{
    const VmRun *run = m_vm.run.get();
    const Hypervisor *hypervisor = &run->hypervisor();
    m_boot.forgetOutput();
    m_clock.forgetOld();
    connect(run, &VmRun::linked, this, &RunFollower::onLinked);
    connect(run, &VmRun::notLinked, this, &RunFollower::onNotLinked);
    connect(run, &VmRun::givenUp, this, [this] { m_boot.stop(); });
    connect(hypervisor, &Hypervisor::said, this,
            [this](const QString &line) { m_vm.record.say(line); });
    connect(hypervisor, &Hypervisor::linkLost, this,
            [this](const QString &why) { m_vm.record.say(why); });
    connect(hypervisor, &Hypervisor::wasReset, this, &RunFollower::onReset);
    connect(hypervisor, &Hypervisor::stopped, this, &RunFollower::onStopped);
    connect(hypervisor, &Hypervisor::resumed, this, &RunFollower::onResumed);
    connect(hypervisor, &Hypervisor::shuttingDown, this, &RunFollower::onShuttingDown);
    connect(hypervisor, &Hypervisor::guestPanicked, this, &RunFollower::onGuestPanicked);
    connect(hypervisor, &Hypervisor::diskFailed, this, &RunFollower::onDiskFailed);
}

// A QEMU that we started is given up; an adopted one may have a running guest and is left alone.
void RunFollower::onNotLinked()
{
    if (!m_vm.run->wasAdopted())
        return m_vm.run->giveUp(QStringLiteral("QEMU does not open its control socket"));
    m_vm.record.update([](VmStatus &status) {
        status.state = VmState::Unknown;
        status.reason = QStringLiteral("QEMU runs but does not answer");
    });
}

void RunFollower::onLinked()
{
    m_vm.run->hypervisor().queryState([this](const Result<RunState> &state) {
        if (!state)
            return;
        onState(*state);
        if (m_vm.hasBegun())
            m_snapshots.resumePending();
    });
}

// After our own start the state is prelaunch, or incoming for a frozen guest, which is then
// resumed. An adopted QEMU may be in any state.
void RunFollower::onState(RunState state)
{
    VmRun &run = *m_vm.run;
    if (run.isEnding() || m_power.isKillAsked())
        return;
    if (m_vm.isForking())
        return m_fork.follow(state);
    if (state == RunState::Prelaunch || state == RunState::Incoming)
        return m_snapshots.mustLoad() ? m_snapshots.loadBeforeStart() : letRun();
    run.noteBegun();
    if (state == RunState::InternalError)
        return run.giveUp(QStringLiteral("QEMU reported an internal error"));
    onStandsOrRuns(state == RunState::Paused || state == RunState::DiskFull,
                   state == RunState::DiskFull);
}

// By default (werror=enospc) QEMU pauses a guest for a full disk only; it can be resumed.
void RunFollower::onStandsOrRuns(bool stands, bool isDiskFull)
{
    m_vm.record.update([&](VmStatus &status) {
        status.state = stands ? VmState::Paused : VmState::Running;
        status.reason = isDiskFull ? QStringLiteral("the disk of this machine is full: free some "
                                                    "space, then resume")
                        : stands   ? QString()
                                   : runningReason(status);
        noteFirmware(status, m_vm.plan);
    });
    if (stands) {
        m_clock.notePaused();
        return m_boot.stop();
    }
    m_boot.watch();
    m_clock.noteRunning();
}

void RunFollower::letRun()
{
    m_vm.run->hypervisor().resume([this](const Result<void> &resumed) {
        if (!resumed)
            return m_vm.record.say(QStringLiteral("QEMU does not run its guest: ") +
                                   formatError(resumed.error()));
        m_vm.run->noteBegun();
        m_vm.record.update([this](VmStatus &status) {
            status.state = VmState::Running;
            noteFirmware(status, m_vm.plan);
        });
        m_boot.watch();
        m_clock.setIfOld();
    });
}

void RunFollower::onStopped()
{
    if (!m_vm.linked())
        return;
    m_vm.linked()->queryState([this](const Result<RunState> &state) {
        if (!state || m_vm.status().state == VmState::Stopping || *state == RunState::Running ||
            *state == RunState::ShutDown)
            return;
        onState(*state);
    });
}

void RunFollower::onResumed()
{
    if (!m_vm.isForking() && m_vm.hasBegun() && m_vm.status().state == VmState::Paused)
        onState(RunState::Running);
}

// What was asked of the guest agent was meant for the guest before. A frozen guest that had not got
// its own identity yet is given up with that.
void RunFollower::onReset()
{
    m_boot.forgetOutput();
    m_vm.record.update([this](VmStatus &status) {
        beginBoot(status);
        noteFirmware(status, m_vm.plan);
    });
    const VmStatus &status = m_vm.status();
    for (const auto &console : m_vm.consoles)
        console->setBoot(status.boot);
    m_vm.record.say(
        QStringLiteral("the guest was reset (boot %1, %2)").arg(status.boot).arg(status.bootId));
    m_boot.watch();
    m_vm.agent.forget(QStringLiteral("the guest was reset"));
}

void RunFollower::onShuttingDown()
{
    if (!m_vm.isForking() && !m_vm.run->isGivenUp())
        m_vm.record.update([](VmStatus &status) { status.state = VmState::Stopping; });
}

void RunFollower::onGuestPanicked()
{
    if (!m_vm.isForking())
        m_vm.record.warn(QStringLiteral("the guest's kernel panicked"));
}

void RunFollower::onDiskFailed(const QString &why)
{
    if (!m_vm.isForking())
        m_vm.record.warn(QStringLiteral("disk error: ") + why);
}

} // namespace hydra

#include "core/keeper/moc_run_follower.cpp"
