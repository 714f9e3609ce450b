// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"
#include "core/process/process_exit.h"

#include <QObject>

#include <memory>

namespace hydra {

class ChildProcess;

/// A child that has our terminal: it shares stdin, stdout, stderr and the process group, so a
/// Ctrl-C meets both of us. `done` comes once, in the event loop of the thread that started it.
/// Destroying it leaves a child that still runs alone.
class ForegroundProcess : public QObject
{
    Q_OBJECT

public:
    ~ForegroundProcess() override;
    /// Fails when it could not be executed.
    [[nodiscard]] static Result<std::unique_ptr<ForegroundProcess>> start(const Command &command);
    void terminate();

Q_SIGNALS:
    void done(const hydra::ProcessExit &exit);

private:
    explicit ForegroundProcess(std::unique_ptr<ChildProcess> child);

    std::unique_ptr<ChildProcess> m_child;
};

} // namespace hydra
