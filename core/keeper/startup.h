// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/helpers.h"
#include "core/keeper/network/lab_port.h"
#include "core/keeper/owned_vm.h"
#include "core/keeper_client/dependency_watch.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hydra {

/// How a run comes to be: after the VMs it waits for, with its helpers, one attempt of the plan
/// after the other; or by adopting what an earlier keeper started. Owns the helpers. Event-loop
/// thread; borrows VM, whose run it sets, and its port.
class Startup : public QObject
{
    Q_OBJECT

public:
    using MakeHypervisor = std::function<std::unique_ptr<Hypervisor>(const LaunchPlan &plan)>;
    Startup(OwnedVm &vm, LabPort &port, MakeHypervisor makeHypervisor, QObject *parent = nullptr);
    ~Startup() override;

    /// The hypervisor and the helpers that the status names.
    void adopt();
    void startFresh();
    void tryNext();
    void repeat(); ///< the attempt that was made last
    [[nodiscard]] bool hasRepeated() const { return m_hasRepeated; }
    /// No start any more; what waits is called off.
    void cancel();
    /// THEN is called when none of the helpers runs any more, at once when there are none.
    void endHelpers(std::function<void()> then);

Q_SIGNALS:
    void runMade(); ///< the VM has a run, which is not launched yet
    void failed(const QString &why);

private:
    void startWhenDependenciesHold();
    void lookAtDependencies();
    void tryAttempt(std::size_t index);
    void makeHelpers();
    void onHelperLost(const QString &purpose, const QString &why);
    void makeRun();
    void launch();
    [[nodiscard]] std::size_t adoptedAttempt() const;

    OwnedVm &m_vm;
    LabPort &m_port;
    MakeHypervisor m_makeHypervisor;
    std::unique_ptr<Helpers> m_helpers; ///< when the plan has any
    std::unique_ptr<DependencyWatch> m_dependencies;
    std::size_t m_attempt = 0;
    bool m_hasRepeated = false;
    bool m_isOver = false;
};

} // namespace hydra
