// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/network/lab_port.h"
#include "core/keeper/owned_vm.h"

#include <QObject>

namespace hydra {

/// The start of a fork: QEMU reads a frozen guest's state, runs it, a script makes a guest of its
/// own of it, and then the ports are forwarded (PlannedRestore). What fails before that gives the
/// run up, for the next attempt to boot. Event-loop thread; borrows VM and its port.
class ForkStart : public QObject
{
    Q_OBJECT

public:
    ForkStart(OwnedVm &vm, LabPort &port, QObject *parent = nullptr);

    /// What the hypervisor does when it is linked or stopped, as long as `OwnedVm::isForking`.
    void follow(RunState state);

Q_SIGNALS:
    void done(); ///< the guest is one of its own and can be reached

private:
    void readState();
    void onMigration(const QString &status);
    void letRun();
    void specialize();
    void plugIn();
    void addForward(std::size_t index);
    void finish();
    void giveUp(const QString &why);

    OwnedVm &m_vm;
    LabPort &m_port;
};

} // namespace hydra
