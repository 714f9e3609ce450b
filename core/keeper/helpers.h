// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/end_processes.h"
#include "core/process/held_process.h"
#include "core/process/process_id.h"
#include "core/vm/launch_plan.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace hydra {

/// The programs that run beside one run of QEMU. Like QEMU they outlive this object and this
/// process, and end when QEMU closes their sockets; `end` is for those that QEMU never connected
/// to. Event-loop thread.
class Helpers : public QObject
{
    Q_OBJECT

public:
    explicit Helpers(const std::vector<PlannedHelper> &planned, QObject *parent = nullptr);
    ~Helpers() override;

    /// Starts all of them, held. After `go`, either `ready` is emitted when all listen, or
    /// `failed`. Their ids are returned at once, so that they can be recorded before the programs
    /// do anything.
    [[nodiscard]] std::vector<ProcessId> launchHeld();
    void go();
    /// Watches programs that another keeper started, in the plan's order.
    void adopt(const std::vector<ProcessId> &ids);
    /// Ends all that run, as EndProcesses does; of the signals only `ended` follows.
    void end();

Q_SIGNALS:
    void ready();
    void failed(const QString &why);
    /// One ended after `ready`; PURPOSE says what the VM loses with it.
    void lost(const QString &purpose, const QString &why);
    void ended(); ///< once after `end`: none of them runs any more

private:
    void onDone(std::size_t index, const QString &why);
    void checkReady();

    std::vector<PlannedHelper> m_planned;
    std::vector<std::unique_ptr<HeldProcess>> m_processes;
    std::vector<std::unique_ptr<ProcessWatch>> m_watches;
    std::vector<ProcessId> m_ids;
    std::unique_ptr<EndProcesses> m_end;
    QTimer m_poll;
    int m_polls = 0;
    bool m_ready = false;
    bool m_over = false;
};

} // namespace hydra
