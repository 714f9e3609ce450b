// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/held_process.h"
#include "process/process_id.h"
#include "vm/launch_plan.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace hydra {

/// The programs that run beside one run of QEMU. They outlive this object and our process, as QEMU does, and
/// end when QEMU lets go of their sockets; `end` is for those that QEMU never reached. Event-loop thread.
class Helpers : public QObject
{
    Q_OBJECT

public:
    explicit Helpers(const std::vector<PlannedHelper> &planned, QObject *parent = nullptr);
    ~Helpers() override;

    /// Starts all of them. Then comes `ready` when every one listens, or `failed`; never both.
    /// Their identities are there at once, to be recorded before they can do anything.
    [[nodiscard]] std::vector<ProcessId> launchHeld();
    void go();
    /// Watches those that another keeper started, in the order of the plan.
    void adopt(const std::vector<ProcessId> &ids);
    /// SIGTERM to every one that still runs. What happens to them is told no more.
    void end();

Q_SIGNALS:
    void ready();
    void failed(const QString &why);
    /// One ended after `ready`; PURPOSE says what is lost with it.
    void lost(const QString &purpose, const QString &why);

private:
    void onDone(std::size_t index, const QString &why);
    void checkReady();

    std::vector<PlannedHelper> m_planned;
    std::vector<std::unique_ptr<HeldProcess>> m_processes;
    std::vector<std::unique_ptr<ProcessWatch>> m_watches;
    std::vector<ProcessId> m_ids;
    QTimer m_poll;
    int m_polls = 0;
    bool m_ready = false;
    bool m_over = false;
};

/// Ends what an earlier keeper left running. True when something was.
bool endLeftHelpers(const std::vector<ProcessId> &ids);

} // namespace hydra
