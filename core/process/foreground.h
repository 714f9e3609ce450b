// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/process.h"
#include "process/process_id.h"

namespace hydra {

/// A child that has our terminal: it shares stdin, stdout, stderr and the process group, so a Ctrl-C meets
/// both of us. `done` comes once, in the event loop of the thread that started it. Destroying it
/// leaves a child that still runs alone.
class ForegroundProcess : public QObject
{
    Q_OBJECT

public:
    /// Fails when it could not be executed.
    [[nodiscard]] static Result<std::unique_ptr<ForegroundProcess>> start(const Command &command);
    void terminate();

Q_SIGNALS:
    void done(const hydra::ProcessExit &exit);

private:
    explicit ForegroundProcess(qint64 pid);
    void collect();

    qint64 m_pid;
    std::unique_ptr<ProcessWatch> m_watch;
};

} // namespace hydra
