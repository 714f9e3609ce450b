// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/owned_vm.h"

#include <QObject>
#include <QTimer>

namespace hydra {

/// Keeps the VM's logs within their limits (console/log_limits.h), and says in vm.log when one was
/// begun anew: what a guest does must not fill this machine's disk. Event-loop thread; borrows VM.
class LogKeeping : public QObject
{
    Q_OBJECT

public:
    explicit LogKeeping(OwnedVm &vm, QObject *parent = nullptr);

    /// A console of the VM, which outlives this.
    void watch(ConsoleServer &console);

private:
    void moveConsole(ConsoleServer &console, const QString &socket);
    void limitProgramLogs();

    OwnedVm &m_vm;
    QTimer m_look;
    QString m_trouble; ///< why a console's log could not be begun anew the last time
};

} // namespace hydra
