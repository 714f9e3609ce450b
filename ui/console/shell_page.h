// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/pty.h"
#include "ui/console/terminal_pane.h"

#include <QPointer>

namespace hydra::ui {

/// The system's ssh into a VM, on a pseudo terminal. Logs in when the page is first shown; ends
/// with the page.
class ShellPage : public TerminalPane
{
    Q_OBJECT

public:
    ShellPage(Context &context, VmEntry &vm, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void logIn();
    void ended(const ProcessExit &exit);

    QPointer<VmEntry> m_vm;
    QPushButton *m_again;
    std::unique_ptr<Pty> m_pty;
};

} // namespace hydra::ui
