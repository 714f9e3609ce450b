// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/owned_vm.h"

#include <QObject>
#include <QTimer>

namespace hydra {

/// Keeps each boot's phases in its image's history, once, when the VM is ready, or some time after
/// all that the keeper itself can see was reached; and warns when the boot took longer than usual.
/// A boot during which the guest stood still is not kept. Event-loop thread; borrows VM.
class BootBudget : public QObject
{
    Q_OBJECT

public:
    explicit BootBudget(OwnedVm &vm, QObject *parent = nullptr);

    void beginBoot();
    void look();    ///< The status may have a new phase.
    void disturb(); ///< The guest stands still: what comes later took longer than it would.

private:
    void keep();

    OwnedVm &m_vm;
    QTimer m_wait; ///< for CRI, which only a client asks for; then for the history's lock
    int m_tries = 0;
    bool m_isOver = false; ///< kept or not worth keeping
};

} // namespace hydra
