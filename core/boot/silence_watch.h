// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/launch_plan.h"
#include "core/vm/qemu/qmp_client.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

namespace hydra {

/// A snapshot of a guest's activity; two equal ones mean that it did nothing in between.
struct Activity {
    qint64 consoleBytes = 0;
    qint64 diskOperations = 0;
    QString connections; ///< opened by the guest
    bool operator==(const Activity &) const = default;
};

/// Reads and writes of all disks, from query-blockstats' reply.
[[nodiscard]] qint64 diskOperations(const QJsonValue &blockStats);

/// The lines of `info usernet` that stem from the guest: without forwards and their connections
/// (our own probes), and without descriptors and second counters, which change by themselves.
[[nodiscard]] QString guestConnections(const QString &usernet,
                                       const std::vector<PlannedPort> &ports);

/// Watches whether a guest that has not reached user space yet shows any activity. Event-loop
/// thread; borrows QMP. It counts its own timer's ticks instead of reading a clock, so that a
/// suspended host does not look like a silent guest.
class SilenceWatch : public QObject
{
    Q_OBJECT

public:
    SilenceWatch(const LaunchPlan &plan, QmpClient &qmp, std::function<qint64()> consoleBytes,
                 QObject *parent = nullptr);

Q_SIGNALS:
    void silent();        ///< for as long as the plan allows; once
    void internalError(); ///< QEMU's run state is internal-error; once

private:
    void tick();
    void ask();

    static constexpr int kTicks = 10; ///< in the plan's silenceSeconds

    std::vector<PlannedPort> m_ports;
    QmpClient &m_qmp;
    std::function<qint64()> m_consoleBytes;
    QTimer m_timer;
    Activity m_last;
    Activity m_now;
    int m_silentTicks = 0;
};

} // namespace hydra
