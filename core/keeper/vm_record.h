// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/vm_log.h"
#include "core/vm/launch_plan.h"
#include "core/vm/vm_state.h"

#include <functional>

namespace hydra {

/// What the keeper tells of its VM: the status, kept as state.json and told to every client, and
/// the log, kept as vm.log and told as well. Event-loop thread. TELL gets what protocol.h calls
/// `state` and `log`. A disk that is full is a line in the log and never an error.
class VmRecord
{
public:
    using Tell = std::function<void(const QByteArray &message)>;
    VmRecord(const LaunchPlan &plan, Tell tell);

    [[nodiscard]] const VmStatus &status() const { return m_status; }
    /// Before anybody listens: CHANGE is neither written nor told.
    void prepare(const std::function<void(VmStatus &)> &change) { change(m_status); }
    /// Nothing is written or told when CHANGE changed nothing.
    void update(const std::function<void(VmStatus &)> &change);
    /// A line in the log, and one of the status's at most 20 warnings.
    void warn(const QString &warning);
    void say(const QString &line) { m_log.add(line); }

    /// Whether the guest was seen in user space since `forgetUserSpace`, whatever was reset since.
    [[nodiscard]] bool sawUserSpace() const { return m_sawUserSpace; }
    void forgetUserSpace() { m_sawUserSpace = false; }

private:
    QString m_stateFile;
    Tell m_tell;
    VmLog m_log;
    VmStatus m_status;
    bool m_sawUserSpace = false;
};

} // namespace hydra
