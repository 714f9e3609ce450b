// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/watch/boot_budget.h"

#include "core/boot/boot_history.h"
#include "core/boot/phases.h"

namespace hydra {
namespace {

constexpr std::chrono::seconds kCriPatience{20};
constexpr std::chrono::milliseconds kLockPause{200};
constexpr int kMostTries = 50;

} // namespace

BootBudget::BootBudget(OwnedVm &vm, QObject *parent) : QObject(parent), m_vm(vm)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &BootBudget::keep);
}

void BootBudget::beginBoot()
{
    m_wait.stop();
    m_tries = 0;
    m_isOver = false;
}

void BootBudget::disturb()
{
    m_wait.stop();
    m_isOver = true;
}

void BootBudget::look()
{
    const VmStatus &status = m_vm.status();
    if (m_isOver || m_vm.plan.bootHistory.isEmpty() || m_tries > 0)
        return;
    if (wasReached(status, Phase::Ready))
        keep();
    else if (status.phase > Phase::Kernel && !m_wait.isActive() &&
             hasReachedExpected(status, m_vm.plan, Phase::Containerd))
        m_wait.start(kCriPatience);
}

void BootBudget::keep()
{
    m_wait.stop();
    const auto boot = bootRecord(m_vm.status());
    if (!boot)
        return;
    const auto before = addToBootHistory(m_vm.plan.bootHistory, *boot);
    if (!before && before.error().code == ErrorCode::Conflict && ++m_tries < kMostTries)
        return m_wait.start(kLockPause);
    m_isOver = true;
    if (!before)
        return m_vm.record.say(QStringLiteral("this boot's times could not be kept: ") +
                               formatError(before.error()));
    if (const QString slower = regressionOf(*boot, *before, m_vm.plan.image); !slower.isEmpty())
        m_vm.record.warn(slower);
}

} // namespace hydra

#include "core/keeper/watch/moc_boot_budget.cpp"
