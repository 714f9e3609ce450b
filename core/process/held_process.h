// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/command.h"
#include "core/process/process_exit.h"
#include "core/process/process_id.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace hydra {

class ChildProcess;

/// A child that is meant to outlive us: it leads its own session, reads /dev/null, writes to its
/// command's output file (else nowhere), and is left alone when this object goes. After `start` it
/// has an identity that can be recorded, but becomes its program only with `release`; should we
/// die in between, it exits without having run. Event-loop thread. `done` comes exactly once, also
/// when it never ran.
class HeldProcess : public QObject
{
    Q_OBJECT

public:
    /// PASSED become its descriptors 3, 4...; borrowed until `start` has returned.
    explicit HeldProcess(Command command, std::vector<int> passed = {}, QObject *parent = nullptr);
    ~HeldProcess() override;

    /// Nothing when there is no child; `done` says why.
    std::optional<ProcessId> start();
    void release();

Q_SIGNALS:
    void done(const hydra::ProcessExit &exit);

private:
    Command m_command;
    std::vector<int> m_passed;
    std::unique_ptr<ChildProcess> m_child; ///< none: it could not be started
};

} // namespace hydra
