// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/readiness.h"
#include "vm/conditions.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace hydra {

/// Waits until a condition holds for one VM. DONE comes once: success with the status at that moment,
/// TimedOut (with how far it came), or Failed when it can no longer come true. Event-loop thread.
class Waiter : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<VmStatus>)>;
    /// Without CONDITION: until the VM runs or failed to. TIMEOUT zero: for ever.
    Waiter(VmLink &link, std::optional<Condition> condition, std::chrono::milliseconds timeout, Done done,
           QObject *parent = nullptr);

private:
    void waitForCri();
    void consider(const VmStatus &status);
    void finish(Result<VmStatus> result);

    VmLink &m_link;
    std::optional<Condition> m_condition;
    std::unique_ptr<Readiness> m_readiness;
    QTimer m_timeout;
    Done m_done;
};

} // namespace hydra
