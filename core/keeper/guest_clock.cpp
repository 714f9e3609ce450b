// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/guest_clock.h"

#include <QDateTime>

namespace hydra {
namespace {

constexpr auto clockTolerance = std::chrono::milliseconds(500);
constexpr auto dateTimeout = std::chrono::seconds(10);
constexpr int clockTries = 6;

/// Uses date(1) instead of guest-set-time, which needs hwclock(8): Debian 13's guests may lack it.
GuestCommand dateCommand()
{
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    GuestCommand command;
    command.path = QStringLiteral("/bin/date");
    command.args = {QStringLiteral("-u"), QStringLiteral("-s"),
                    u'@' + QString::number(now, 'f', 3)};
    command.timeout = dateTimeout;
    return command;
}

} // namespace

GuestClock::GuestClock(OwnedVm &vm, QObject *parent) : QObject(parent), m_vm(vm)
{
    connect(&m_sleepWatch, &SleepWatch::woke, this, [this](std::chrono::milliseconds after) {
        setAfter(QStringLiteral("this machine slept for %1 s").arg(after.count() / 1000));
    });
}

void GuestClock::set(std::function<void(const Result<void> &)> done)
{
    if (!m_vm.hasBegun())
        return done(notRunning());
    m_vm.agent.run(dateCommand(), [done = std::move(done)](const Result<GuestExit> &exit) {
        if (!exit)
            return done(fail(exit.error()));
        if (exit->code != 0)
            return done(
                fail(ErrorCode::Failed, QStringLiteral("the guest cannot set its clock: %1")
                                            .arg(QString::fromUtf8(exit->errorOutput.trimmed()))));
        done({});
    });
}

// Only if the guest is known to have reached user space; otherwise no agent would answer.
void GuestClock::setAfter(const QString &why)
{
    const VmStatus &status = m_vm.status();
    if (!m_vm.hasBegun() || status.state != VmState::Running || !status.userSpace)
        return;
    set([this, why](const Result<void> &set) {
        m_vm.record.say(set ? why + QStringLiteral("; its clock was set")
                            : QStringLiteral("%1; its clock could not be set: %2")
                                  .arg(why, formatError(set.error())));
    });
}

void GuestClock::notePaused()
{
    m_pausedAtMs = QDateTime::currentMSecsSinceEpoch();
}

void GuestClock::noteRunning()
{
    const qint64 since = std::exchange(m_pausedAtMs, 0);
    if (m_isOld)
        return setIfOld();
    const qint64 paused = QDateTime::currentMSecsSinceEpoch() - since;
    if (since != 0 && paused > clockTolerance.count())
        setAfter(QStringLiteral("the guest was paused for %1 s").arg(paused / 1000));
}

// Retries, because on a busy host a guest that was just resumed may not answer at once.
void GuestClock::setIfOld()
{
    if (std::exchange(m_isOld, false))
        trySet(clockTries);
}

void GuestClock::trySet(int tries)
{
    set([this, tries](const Result<void> &set) {
        if (set)
            return m_vm.record.say(QStringLiteral("its clock was set"));
        if (tries > 1 && m_vm.hasBegun() && m_vm.status().state == VmState::Running)
            return trySet(tries - 1);
        m_vm.record.say(QStringLiteral("its clock could not be set: ") + formatError(set.error()));
    });
}

} // namespace hydra

#include "core/keeper/moc_guest_clock.cpp"
