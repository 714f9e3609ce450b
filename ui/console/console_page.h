// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/channel.h"
#include "console/terminal_pane.h"
#include "widgets/combo_box.h"

#include <QPointer>

namespace hydra::ui {

/// A VM's consoles: what was said before, then live; keys go to the guest. Keeps its connection while the
/// page exists, so that nothing is missed while another tab is shown; connects again when the VM starts
/// anew.
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
