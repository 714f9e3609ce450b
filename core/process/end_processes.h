// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_id.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace hydra {

/// How long a program has to end by itself after SIGTERM, before it is killed.
constexpr std::chrono::milliseconds endingGrace = std::chrono::seconds(1);

/// SIGKILL to a process, and to its whole process group when it leads one. Any thread.
void killWithGroup(const ProcessId &id);

/// Ends processes, which need not be our children: SIGTERM to each now, SIGKILL to what still runs
/// after GRACE (to its whole process group when it leads one). Event-loop thread; when it is
/// destroyed early, nothing is killed any more.
class EndProcesses : public QObject
{
    Q_OBJECT

public:
    explicit EndProcesses(const std::vector<ProcessId> &ids,
                          std::chrono::milliseconds grace = endingGrace, QObject *parent = nullptr);
    ~EndProcesses() override;

Q_SIGNALS:
    /// Once, and never from inside the constructor: none of them runs any more. Also when one
    /// cannot be killed within seconds, since it hangs in a system call.
    void done();

private:
    void onEnded(const ProcessId &id);
    void killAll();
    void finish();

    std::vector<ProcessId> m_running;
    std::vector<std::unique_ptr<ProcessWatch>> m_watches;
    QTimer m_timer;
};

} // namespace hydra
