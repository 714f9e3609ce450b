// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "keeper/control_server.h"
#include "keeper/qemu_run.h"
#include "keeper/serial_scanner.h"
#include "keeper/sleep_watch.h"
#include "keeper/vm_log.h"
#include "vm/launch_plan.h"
#include "vm/qemu/guest_agent.h"
#include "vm/vm_state.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace hydra {

class DependencyWatch;
class Helpers;
class Probe;
class RuntimeSocket;
class SilenceWatch;
class Webhook;

enum class KeeperMode { StartOrAdopt, AdoptOnly };

/// The owner of one VM (DESIGN, "The keeper"): holds its lock, starts or adopts its QEMU, tries one
/// accelerator after the other, records consoles, phases and the end, and serves any number of
/// clients. One per process; single-threaded. `gone` comes once when there is nothing left to do.
class Keeper : public QObject
{
    Q_OBJECT

public:
    Keeper(LaunchPlan plan, KeeperMode mode, QObject *parent = nullptr);
    ~Keeper() override;

    /// False: another keeper owns the VM. Fails when this one cannot do its work.
    [[nodiscard]] Result<bool> start();

Q_SIGNALS:
    void gone();

private:
    // keeper.cpp: the life of a VM
    [[nodiscard]] Result<void> listen(bool fresh);
    [[nodiscard]] Result<void> takeUp(const std::optional<VmStatus> &before);
    void onLinked();
    void onNotLinked();
    void onStatus(const QString &runState);
    void begin();
    void letGo();
    void onEvent(const QString &name, const QJsonObject &data);
    void onStopped();
    void onReset();
    void onFinished(const EndFacts &facts);
    void leaveAccelerator(const QString &why);
    void finish(VmState state, const QString &reason);
    void waitUntilDrained();

    // keeper_start.cpp: how QEMU comes to be, or is found
    void recordLostVm(const VmStatus &before);
    void adopt();
    void startFresh();
    void startWhenDependenciesHold();
    void tryAttempt(std::size_t index);
    void makeHelpers();
    void launch();
    void connectRun();

    // keeper_restore.cpp: going on from a frozen guest
    [[nodiscard]] bool isRestoring() const { return attempt().restore && m_status.start.isEmpty(); }
    void restoreGuest();
    void resumeRestore(const QString &runState);
    void onMigration(const QString &status);
    void refreshGuest();
    void addForward(std::size_t index);
    void finishRestore();

    // keeper_phases.cpp: how far the guest is
    void watchBoot();
    void stopWatchingBoot();
    void onOutput(const QByteArray &bytes);
    void startWebhook();
    void notePhase(Phase phase);

    // keeper_requests.cpp: what clients ask for
    [[nodiscard]] std::map<QString, ControlServer::Handler> handlers();
    void powerdown(const QJsonObject &params, const ControlServer::Reply &reply);
    void kill(const ControlServer::Reply &reply);
    void command(const QString &qmpCommand, const ControlServer::Reply &reply);
    void stats(const ControlServer::Reply &reply);
    void reportPhase(const QJsonObject &params, const ControlServer::Reply &reply);
    void passThrough(const QJsonObject &params, const ControlServer::Reply &reply);
    void onPowerdownIgnored();

    // keeper_guest.cpp: what is done in the guest, through its agent
    void guestExec(const QJsonObject &params, const ControlServer::Reply &reply);
    void setClock(std::function<void(Result<void>)> done);
    void mendClock(const QString &why);

    // keeper_snapshots.cpp: snapshots inside the disks
    void snapshot(const QJsonObject &params, const ControlServer::Reply &reply);
    void snapshotDisks(const QString &tag, const QJsonArray &nodes, const ControlServer::Reply &reply);
    void onLoaded(const Result<void> &loaded);
    void onMemoryRestored();
    void continueAfterLoad();
    void mendOldClock();
    void tryClock(int tries);
    [[nodiscard]] bool mustLoad() const;
    void loadBeforeStart();
    void onLoadedBeforeStart(const Result<void> &loaded);
    void thaw(const std::function<void()> &then);
    void tendLeftovers(const std::function<void()> &then = {});
    void settle(const ControlServer::Reply &reply);

    void update(const std::function<void(VmStatus &)> &change);
    void warn(const QString &warning);
    void say(const QString &line) { m_log.add(line); }
    [[nodiscard]] const LaunchAttempt &attempt() const { return m_plan.attempts[m_attempt]; }
    [[nodiscard]] bool isHardware() const;

    LaunchPlan m_plan;
    KeeperMode m_mode;
    OwnedFd m_lock;
    VmStatus m_status;
    ControlServer m_control;
    VmLog m_log;
    std::vector<std::unique_ptr<ConsoleServer>> m_consoles;
    std::unique_ptr<RuntimeSocket> m_runtimeSocket; ///< when the containerd port is forwarded
    std::unique_ptr<Helpers> m_helpers; ///< when the plan has any
    std::unique_ptr<QemuRun> m_run;
    std::unique_ptr<DependencyWatch> m_dependencies;
    std::unique_ptr<SilenceWatch> m_silence;
    std::unique_ptr<Webhook> m_webhook;
    std::vector<std::unique_ptr<Probe>> m_probes;
    SerialScanner m_scanner;
    std::size_t m_attempt = 0;
    GuestAgent m_agent;
    SleepWatch m_sleepWatch;
    qint64 m_pausedAtMs = 0; ///< 0: it is not paused, as far as known
    QString m_leaveReason; ///< not empty: the running attempt is given up for this
    QString m_endReason;   ///< not empty: QEMU is ended for this, and no other attempt is made
    QTimer m_powerdownTimer;
    QTimer m_linkTimer;
    QTimer m_drainTimer;
    int m_drainTicks = 0;
    bool m_killAsked = false;
    bool m_powerdownAsked = false;
    bool m_sawUserSpace = false; ///< in this run of QEMU, whatever was reset since
    bool m_adopted = false;
    bool m_begun = false; ///< `cont` was said to this QEMU
    bool m_snapshotBusy = false;
    bool m_clockIsOld = false; ///< the guest's memory is another time's, and so is its clock
    bool m_finished = false;
};

} // namespace hydra
