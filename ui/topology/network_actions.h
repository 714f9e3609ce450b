// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/models/vm_network.h"

namespace hydra::ui {

/// The hydractl command of a change of one thing; empty for none. Pure.
[[nodiscard]] QString networkCommand(const VmRef &vm, const NetworkChange &change);

/// What can be done about a VM's place on its lab's network: at once while it runs, else in the lab
/// file. GUI thread.
class NetworkActions : public QObject
{
    Q_OBJECT

public:
    explicit NetworkActions(Context &context, QObject *parent = nullptr);

    /// Those of a VM of LAB.
    [[nodiscard]] std::vector<ActionSpec> of(const LabEntry &lab, VmEntry &vm);

    void apply(VmEntry &vm, const NetworkChange &change);
    /// Writes the change into the lab file; it holds from the next start on.
    void keep(const VmRef &vm, const NetworkChange &change);
    void startCapture(VmEntry &vm, const QString &path);
    void stopCapture(VmEntry &vm);

Q_SIGNALS:
    void failed(const hydra::Error &error);
    /// CHANGE holds for the running VM, but not from its next start on.
    void changed(const hydra::VmRef &vm, const hydra::NetworkChange &change);
    void said(const QString &words);
    void allowListWanted(hydra::ui::VmEntry *vm);
    void peersWanted(hydra::ui::VmEntry *vm);
    void linkWanted(hydra::ui::VmEntry *vm);
    void captureWanted(hydra::ui::VmEntry *vm);

private:
    [[nodiscard]] ActionSpec changeAction(VmEntry &vm, const char *id, const QString &title,
                                          const NetworkChange &change, bool enabled);
    [[nodiscard]] std::vector<ActionSpec> captureActions(VmEntry &vm, bool enabled);

    Context &m_context;
};

} // namespace hydra::ui
