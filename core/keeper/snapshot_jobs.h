// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/control_server.h"
#include "core/keeper/guest_freeze.h"
#include "core/keeper/memory_load.h"

#include <QObject>

#include <functional>

namespace hydra {

/// Snapshots inside the VM's disks, one job at a time (`snapshot` of keeper_client/protocol.h).
/// What was begun is ended though its client leaves, and what an earlier keeper began is followed.
/// Event-loop thread; borrows VM and CLOCK.
class SnapshotJobs : public QObject
{
    Q_OBJECT

public:
    SnapshotJobs(OwnedVm &vm, GuestClock &clock, QObject *parent = nullptr);

    void request(const QJsonObject &params, const ControlServer::Reply &reply);
    /// The guest's memory is a snapshot's: to be loaded before it runs.
    [[nodiscard]] bool mustLoad() const { return m_load.isPlanned(); }
    /// `mayRun` follows unless the run is ended or the guest stays paused. No effect while it is at
    /// it.
    void loadBeforeStart();
    /// Looks for what was going on when the link, or an earlier keeper, ended.
    void resumePending() { resumePending({}); }
    /// The run is over, and all its jobs.
    void forget() { m_isBusy = false; }

Q_SIGNALS:
    void mayRun();

private:
    void begin(const QString &action, const QString &tag, const QJsonArray &nodes,
               const ControlServer::Reply &reply);
    void keepDisks(const QString &tag, const QJsonArray &nodes, const ControlServer::Reply &reply);
    void settle(const ControlServer::Reply &reply);
    void resumePending(const std::function<void()> &done);
    void followJob(const QString &id, const std::function<void()> &done);

    OwnedVm &m_vm;
    MemoryLoad m_load;
    GuestFreeze m_freeze;
    bool m_isBusy = false;
};

} // namespace hydra
