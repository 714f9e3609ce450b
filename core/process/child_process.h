// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_exit.h"
#include "core/process/process_id.h"
#include "core/process/spawn.h"

#include <QSocketNotifier>

#include <memory>
#include <optional>

namespace hydra {

/// A spawned child of an event-loop thread; the common part of Process, Pty, HeldProcess and
/// ForegroundProcess. It alone reaps the child (waitpid). `started` is emitted when the child has
/// executed its program, then `ended`, once; `ended` alone when the program could not be executed.
/// Destroying this object hands a running child to the reaper; that needs no event loop any more,
/// and is allowed inside both signals.
class ChildProcess : public QObject
{
    Q_OBJECT

public:
    /// What becomes of a child that still runs when this object goes.
    enum class Orphaned { Ended, LeftAlone };

    ChildProcess(SpawnedChild spawned, Orphaned orphaned);
    ~ChildProcess() override;

    [[nodiscard]] pid_t pid() const { return m_spawned.pid; } ///< 0 once it has ended
    /// Nothing when it has ended already.
    [[nodiscard]] std::optional<ProcessId> id() const { return identify(m_spawned.pid); }
    void release(); ///< lets a held one go on
    /// To the child alone, not to its group; to nobody once it has ended.
    void signal(int signal) const;

Q_SIGNALS:
    void started();
    void ended(const hydra::ProcessExit &exit);

private:
    void readReport();
    void collect();

    SpawnedChild m_spawned;
    Orphaned m_orphaned;
    QString m_error; ///< why it could not become its program
    bool m_hasReported = false;
    QSocketNotifier m_report;
    ProcessWatch m_watch;
};

} // namespace hydra
