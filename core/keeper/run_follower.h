// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/fork_start.h"
#include "core/keeper/guest_clock.h"
#include "core/keeper/owned_vm.h"
#include "core/keeper/power.h"
#include "core/keeper/snapshot_jobs.h"
#include "core/keeper/watch/boot_watch.h"

#include <QObject>

namespace hydra {

/// The parts of the keeper that a run's reports concern; borrowed.
struct RunParts {
    OwnedVm &vm;
    Power &power;
    BootWatch &boot;
    GuestClock &clock;
    ForkStart &fork;
    SnapshotJobs &snapshots;
};

/// Follows a run from its link to its end: lets the guest run, and makes what the hypervisor
/// reports the VM's state. Event-loop thread; borrows its parts.
class RunFollower : public QObject
{
    Q_OBJECT

public:
    explicit RunFollower(const RunParts &parts, QObject *parent = nullptr);

    /// The VM's run, before it is launched.
    void follow();

private:
    void onLinked();
    void onNotLinked();
    void onState(RunState state);
    void onStandsOrRuns(bool stands, bool isDiskFull);
    void letRun();
    void onStopped();
    void onResumed();
    void onReset();
    void onShuttingDown();
    void onGuestPanicked();
    void onDiskFailed(const QString &why);

    OwnedVm &m_vm;
    Power &m_power;
    BootWatch &m_boot;
    GuestClock &m_clock;
    ForkStart &m_fork;
    SnapshotJobs &m_snapshots;
};

} // namespace hydra
