// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "keeper/client.h"
#include "lab/environment.h"

#include <QObject>

#include <memory>

namespace hydra {

/// A keeper serves the VM, or its VM process lives though its keeper died. Looks at files only.
[[nodiscard]] bool isRunning(const Paths &paths, const VmRef &vm);

/// True: a keeper serves this VM now, a new one if its own died and QEMU lives. False: it does not run,
/// and its state file says why. Blocks; worker threads.
[[nodiscard]] Result<bool> ensureKeeper(const Environment &environment, const VmRef &vm);

/// Gives a keeper that has just seen its VM end the moment it needs to write that down and go; until
/// then it would look as if the VM ran. Blocks, five seconds at most; worker threads.
void awaitEndOfKeeper(const Paths &paths, const VmRef &vm);

/// One VM as a client sees it, whether it runs or not. Finds its keeper; where a keeper died and QEMU
/// lives on, starts a new keeper that adopts it; where both died, has that recorded. Then tells the
/// VM's status and every change of it. Lives in one event-loop thread; never blocks.
class VmLink : public QObject
{
    Q_OBJECT

public:
    VmLink(Environment environment, VmRef vm, QObject *parent = nullptr);
    ~VmLink() override;

    void open();
    [[nodiscard]] const VmRef &vm() const { return m_vm; }
    /// The latest known; before the first `statusChanged` a stopped VM.
    [[nodiscard]] const VmStatus &status() const { return m_status; }
    /// True while a keeper answers: only then `request` can succeed.
    [[nodiscard]] bool isLive() const { return m_live; }
    void request(const QString &method, const QJsonObject &params, KeeperClient::Reply reply);

Q_SIGNALS:
    void statusChanged(const hydra::VmStatus &status); ///< the first one always comes
    void notified(const QString &method, const QJsonObject &params);
    /// Its keeper cannot be started, or (Conflict) cannot be understood: `status` is then its file's.
    void failed(const hydra::Error &why);

private:
    void heal();
    void connectToKeeper();
    void update(const VmStatus &status);
    void giveUp(Error why);
    void readFromFile();

    Environment m_environment;
    VmRef m_vm;
    VmStatus m_status;
    bool m_live = false;
    std::unique_ptr<Job<bool>> m_healing;
    std::unique_ptr<KeeperClient> m_client;
};

/// Reads plan.json of a VM that was started before.
[[nodiscard]] Result<LaunchPlan> readLaunchPlan(const Paths &paths, const VmRef &vm);

} // namespace hydra
