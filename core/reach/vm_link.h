// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/keeper_client/client.h"
#include "core/lab/environment.h"
#include "core/reach/keeper_tries.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace hydra {

/// Whether a keeper serves the VM, or its QEMU runs although the keeper died. Only reads files.
[[nodiscard]] bool isRunning(const Paths &paths, const VmRef &vm);

/// Ensures that a running VM has a keeper, starting a new one if the old one died. False: the VM is
/// not running, and its state file says why. Blocks; worker threads.
[[nodiscard]] Result<bool> ensureKeeper(const Environment &environment, const VmRef &vm);

/// Waits until a keeper whose VM has just ended has recorded that and exited; before, the VM would
/// seem to be running. Blocks for up to five seconds; worker threads.
void awaitEndOfKeeper(const Paths &paths, const VmRef &vm);

/// One VM as a client sees it, whether it runs or not. Finds its keeper; where a keeper died and
/// QEMU lives on, starts a new keeper that adopts it (KeeperTries: not for ever); where both died,
/// has that recorded. Then tells the VM's status and every change of it. Lives in one event-loop
/// thread; never blocks.
class VmLink : public QObject
{
    Q_OBJECT

public:
    VmLink(Environment environment, VmRef vm, QObject *parent = nullptr);
    ~VmLink() override;

    void open();
    [[nodiscard]] const VmRef &vm() const { return m_vm; }
    [[nodiscard]] const Environment &environment() const { return m_environment; }
    /// The latest status; before the first `statusChanged` that of a stopped VM.
    [[nodiscard]] const VmStatus &status() const { return m_status; }
    /// Whether a keeper is connected: only then can `request` succeed.
    [[nodiscard]] bool isLive() const { return m_live; }
    void request(const QString &method, const QJsonObject &params, KeeperClient::Reply reply);

Q_SIGNALS:
    void statusChanged(const hydra::VmStatus &status); ///< emitted at least once
    void notified(const QString &method, const QJsonObject &params);
    /// Its keeper cannot be started, dies again and again, or (Conflict) cannot be understood:
    /// `status` is then its file's. `open` looks again.
    void failed(const hydra::Error &why);

private:
    void heal();
    void connectToKeeper();
    void onClosed(const Error &why);
    void update(const VmStatus &status);
    void giveUp(Error why);
    void readFromFile();

    Environment m_environment;
    VmRef m_vm;
    VmStatus m_status;
    bool m_live = false;
    QElapsedTimer m_served; ///< since the present keeper answered
    KeeperTries m_tries;
    QTimer m_again;
    std::unique_ptr<Job<bool>> m_healing;
    std::unique_ptr<KeeperClient> m_client;
};

/// Reads plan.json of a VM that has been started before.
[[nodiscard]] Result<LaunchPlan> readLaunchPlan(const Paths &paths, const VmRef &vm);

} // namespace hydra
