// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/guest_freeze.h"

#include "core/base/atomic_file.h"

#include <QFile>

namespace hydra {
namespace {

constexpr auto pingTimeout = std::chrono::milliseconds(1500);
constexpr auto freezeTimeout = std::chrono::seconds(20);

} // namespace

QString GuestFreeze::mark() const
{
    return m_vm.plan.stateDir + QStringLiteral("/frozen");
}

// The ping finds out quickly that no agent runs. The mark comes first: a keeper that is killed in
// between leaves a mark too much, and a guest that is not frozen does not mind being thawed.
void GuestFreeze::freeze(std::function<void(bool frozen)> done)
{
    const VmStatus &status = m_vm.status();
    if (status.state != VmState::Running || !status.userSpace)
        return done(false);
    m_vm.agent.ask(QStringLiteral("guest-ping"), pingTimeout,
                   [this, done = std::move(done)](const Result<QJsonValue> &pong) {
                       if (!pong || !writeFileAtomically(mark(), "the guest's file systems\n"))
                           return done(false);
                       m_vm.agent.ask(QStringLiteral("guest-fsfreeze-freeze"), freezeTimeout,
                                      [done](const Result<QJsonValue> &frozen) {
                                          done(frozen && frozen->toInt() > 0);
                                      });
                   });
}

void GuestFreeze::thaw(std::function<void()> done)
{
    if (!QFile::exists(mark()))
        return done();
    if (!m_vm.run) { // nor is there a guest
        QFile::remove(mark());
        return done();
    }
    m_vm.agent.ask(QStringLiteral("guest-fsfreeze-thaw"), freezeTimeout,
                   [this, done = std::move(done)](const Result<QJsonValue> &thawed) {
                       if (thawed)
                           QFile::remove(mark());
                       else
                           m_vm.record.warn(
                               QStringLiteral("the guest's file systems may be frozen: ") +
                               formatError(thawed.error()));
                       done();
                   });
}

} // namespace hydra
