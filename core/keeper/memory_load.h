// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/guest_clock.h"
#include "core/keeper/owned_vm.h"
#include "core/vm/qemu/qemu_job.h"

#include <QJsonArray>

#include <functional>

namespace hydra {

/// Has QEMU load the memory of a snapshot, before the guest runs (PlannedLoad) or in its place, and
/// answers for what follows: the restore's intent (vm/restore_intent.h), the guest's clock, and its
/// end when its disks may be another time's than its memory. Event-loop thread; borrows VM and
/// CLOCK, which end first.
class MemoryLoad
{
public:
    MemoryLoad(OwnedVm &vm, GuestClock &clock) : m_vm(vm), m_clock(clock) {}

    /// The plan wants a memory loaded, and that restore is unfinished.
    [[nodiscard]] bool isPlanned() const;
    /// Loads it, or follows a load that an earlier keeper began. True: the guest may run now;
    /// false: it is ended, held paused, or QEMU's answer is lost and comes with the next link.
    void beforeStart(std::function<void(bool mayRun)> done);
    /// TAG's memory from the first of NODES, their disks from all. DONE is told after what follows
    /// from it was begun. The guest goes on when the snapshot cannot be loaded, by what QEMU tells
    /// of its disks; when the load fails nevertheless, it is ended.
    void inPlace(const QString &tag, const QJsonArray &nodes, JobDone done);
    /// Follows a load that was going on when the link, or an earlier keeper, ended.
    void resumePending(std::function<void()> done);

private:
    void load(const QString &tag, const QJsonArray &nodes, JobDone done);
    [[nodiscard]] bool takeLoadedAtStart(const Result<void> &loaded);
    void takeLoadedInPlace(const Result<void> &loaded);
    void leaveAsItIs(const Error &why);
    [[nodiscard]] QString intendedName() const;
    void confirm();
    void runAgain();

    OwnedVm &m_vm;
    GuestClock &m_clock;
};

} // namespace hydra
