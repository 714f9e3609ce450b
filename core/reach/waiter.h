// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/reach/readiness.h"
#include "core/vm/conditions.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace hydra {

/// Waits until a condition holds for one VM. DONE is called once: success with the status at that
/// time, TimedOut (saying how far it came), or Failed when it can no longer come true. Event-loop
/// thread.
class Waiter : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<VmStatus>)>;
    /// Without CONDITION it waits until the VM runs or has failed to start. TIMEOUT zero: no limit.
    Waiter(VmLink &link, std::optional<Condition> condition, std::chrono::milliseconds timeout,
           Done done, QObject *parent = nullptr);

private:
    void askRuntime();
    void consider(const VmStatus &status);
    void finish(Result<VmStatus> result);

    VmLink &m_link;
    std::optional<Condition> m_condition;
    bool m_judged = false; ///< whether the condition can come true at all
    bool m_hasRuntimeAnswered = false;
    std::unique_ptr<Readiness> m_readiness;
    QTimer m_timeout;
    Done m_done;
};

} // namespace hydra
