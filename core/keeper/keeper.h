// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/keeper/control_server.h"
#include "core/keeper/fork_start.h"
#include "core/keeper/guest_clock.h"
#include "core/keeper/log_keeping.h"
#include "core/keeper/network/lab_port.h"
#include "core/keeper/owned_vm.h"
#include "core/keeper/power.h"
#include "core/keeper/run_follower.h"
#include "core/keeper/runtime_socket.h"
#include "core/keeper/snapshot_jobs.h"
#include "core/keeper/startup.h"
#include "core/keeper/watch/boot_watch.h"
#include "core/process/end_processes.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace hydra {

enum class KeeperMode { StartOrAdopt, AdoptOnly };

/// The owner of one VM (CONTRIBUTING, "The keeper"): holds its lock, serves its sockets, has it
/// started or adopted, followed and ended by the parts below, and says when it is over. One per
/// process; event-loop thread. `gone` comes once when there is nothing left to do.
class Keeper : public QObject
{
    Q_OBJECT

public:
    Keeper(const LaunchPlan &plan, KeeperMode mode, QObject *parent = nullptr);
    ~Keeper() override;

    /// False: another keeper owns the VM. Fails when this one cannot work.
    [[nodiscard]] Result<bool> start();

Q_SIGNALS:
    void gone();

private:
    [[nodiscard]] std::map<QString, ControlServer::Handler> handlers();
    void makeConsoles();
    [[nodiscard]] Result<void> listen(bool fresh);
    [[nodiscard]] Result<void> adoptOrStart(const std::optional<VmStatus> &before);
    void adopt(const VmStatus &before);
    void endLeftHelpers(const VmStatus &before, std::function<void()> then);
    void recordLostVm(const VmStatus &before);
    void onRunMade();
    void onRunEnded(RunEnd end);
    void goOn(const AfterRun &after);
    void startAgain(void (Startup::*start)());
    void finish(VmState state, const QString &reason);
    void conclude();
    void closeSockets();
    void waitUntilDrained();

    KeeperMode m_mode;
    std::optional<FileLock> m_lock;
    OwnedVm m_vm;
    LogKeeping m_logs;
    GuestClock m_clock;
    BootWatch m_boot;
    LabPort m_port;
    ForkStart m_fork;
    SnapshotJobs m_snapshots;
    Power m_power;
    Startup m_startup;
    RunFollower m_follower;
    ControlServer m_control;
    std::unique_ptr<RuntimeSocket> m_runtimeSocket; ///< when the containerd port is forwarded
    std::unique_ptr<EndProcesses> m_leftHelpers;    ///< of a VM that ended without a keeper
    QTimer m_drainTimer;
    int m_drainTicks = 0;
    bool m_isAdopting = false;
    bool m_isFinished = false;
};

} // namespace hydra
