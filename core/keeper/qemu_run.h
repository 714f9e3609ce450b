// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "keeper/console_server.h"
#include "keeper/ending.h"
#include "process/held_process.h"
#include "process/process_id.h"
#include "vm/launch_plan.h"
#include "vm/qemu/qmp_client.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace hydra {

/// One run of QEMU, started by us or adopted from a dead keeper: its process, its QMP link and its
/// consoles' connections (borrowed). Event-loop thread. QEMU outlives this object and our process.
/// After `launchHeld` its id can be recorded; `go` lets it run. `finished` comes exactly once, after
/// everything it had still said was read.
class QemuRun : public QObject
{
    Q_OBJECT

public:
    QemuRun(const LaunchPlan &plan, std::vector<ConsoleServer *> consoles, QObject *parent = nullptr);
    ~QemuRun() override;

    /// Nothing when it could not even be forked; `finished` says why.
    std::optional<ProcessId> launchHeld(const LaunchAttempt &attempt);
    void go();
    void adopt(const ProcessId &id);

    [[nodiscard]] QmpClient *qmp() const { return m_qmp; } ///< null or ready
    [[nodiscard]] const std::optional<ProcessId> &process() const { return m_id; }
    [[nodiscard]] bool isEnding() const { return m_ending; }
    void setAsked(bool kill, bool powerdown);
    /// SIGKILL.
    void forceEnd();

Q_SIGNALS:
    void linked();                     ///< QMP and all consoles are connected; again after a loss
    void linkLost(const QString &why); ///< QMP broke though QEMU lives; it is tried again
    void event(const QString &name, const QJsonObject &data);
    void finished(const hydra::EndFacts &facts);

private:
    void connectAll();
    void connectQmp();
    void checkLinked();
    void end(const std::optional<ProcessExit> &exit);
    void checkSettled();
    void finish();

    LaunchPlan m_plan;
    std::vector<ConsoleServer *> m_consoles;
    std::unique_ptr<HeldProcess> m_process; ///< only if we started it
    std::unique_ptr<ProcessWatch> m_watch;
    std::optional<ProcessId> m_id;
    QmpClient *m_pendingQmp = nullptr;
    QmpClient *m_qmp = nullptr;
    QTimer m_retryQmp;
    QTimer m_settle;
    EndFacts m_facts;
    QString m_outputFile;
    qint64 m_outputStart = 0;
    bool m_linked = false;
    bool m_ending = false;
    bool m_finished = false;
};

} // namespace hydra
