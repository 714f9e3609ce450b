// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/channel.h"
#include "ui/console/terminal_pane.h"
#include "ui/widgets/combo_box.h"

#include <QPointer>

namespace hydra::ui {

/// A VM's consoles: earlier output, then live; keys go to the guest. Keeps its connection for the
/// page's lifetime, so that no output is missed while another tab is shown; reconnects when the VM
/// starts again.
class ConsolePage : public TerminalPane
{
    Q_OBJECT

public:
    ConsolePage(Context &context, VmEntry &vm, QWidget *parent = nullptr);

private:
    void readConsoles();
    void connectWhenThere();
    void reconnect();
    void ended(const Error &why);
    void tellSize();

    struct Console {
        QString name;
        QString socket;
    };
    QPointer<VmEntry> m_vm;
    std::vector<Console> m_consoles;
    ComboBox *m_choice;
    std::unique_ptr<ConsoleChannel> m_channel;
    QTimer m_again;
    QString m_connectedTo;
};

} // namespace hydra::ui
