// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/qemu/qmp_client.h"
#include "vm/launch_plan.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

namespace hydra {

/// A guest's doings at one moment; equal ones a while apart mean that it did nothing.
struct Activity {
    qint64 consoleBytes = 0;
    qint64 diskOperations = 0;
    QString connections; ///< those the guest opened
    bool operator==(const Activity &) const = default;
};

/// Reads and writes of all disks, from query-blockstats' reply.
[[nodiscard]] qint64 diskOperations(const QJsonValue &blockStats);

/// The lines of `info usernet` that are the guest's doing: without forwards and their connections
/// (our own probes), descriptors and counters of seconds.
[[nodiscard]] QString guestConnections(const QString &usernet, const std::vector<PlannedPort> &ports);

/// Watches whether a guest that has not reached user space still does anything. Event-loop thread;
/// borrows QMP. Counts its own ticks and not the clock, so that a suspended host is no silence.
class SilenceWatch : public QObject
{
    Q_OBJECT

public:
    SilenceWatch(const LaunchPlan &plan, QmpClient &qmp, std::function<qint64()> consoleBytes,
                 QObject *parent = nullptr);

Q_SIGNALS:
    void silent();        ///< for the plan's seconds; once
    void internalError(); ///< QEMU's run state is internal-error; once

private:
    void tick();
    void ask();

    static constexpr int kTicks = 10; ///< within the plan's seconds

    std::vector<PlannedPort> m_ports;
    QmpClient &m_qmp;
    std::function<qint64()> m_consoleBytes;
    QTimer m_timer;
    Activity m_last;
    Activity m_now;
    int m_silentTicks = 0;
};

} // namespace hydra
