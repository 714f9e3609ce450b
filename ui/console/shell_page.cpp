// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/console/shell_page.h"

#include "core/reach/ssh.h"

namespace hydra::ui {

ShellPage::ShellPage(Context &context, VmEntry &vm, QWidget *parent)
    : TerminalPane(context, tr("Shell of %1").arg(vm.ref().toString()), parent), m_vm(&vm),
      m_again(addButton(tr("Log in"), tr("Log in again")))
{
    connect(m_again, &QPushButton::clicked, this, &ShellPage::logIn);
    connect(&vm, &VmEntry::changed, this, [this] {
        if (isVisible() && !m_pty && surface().scrollbackLines() == 0 &&
            surface().cursor() == TerminalPosition{})
            logIn();
    });
    const auto write = [this](const QByteArray &bytes) {
        if (m_pty)
            m_pty->write(bytes);
    };
    connect(&view(), &TerminalView::typed, this, write);
    connect(&surface(), &TerminalSurface::reply, this, write);
    connect(&view(), &TerminalView::resized, this, [this](int columns, int rows) {
        if (m_pty)
            m_pty->resize(columns, rows);
    });
    connect(&feed(), &TerminalFeed::roomChanged, this, [this](bool hasRoom) {
        if (m_pty)
            m_pty->setReading(hasRoom);
    });
    say(tr("Logs in with the lab's own key when SSH answers."));
}

void ShellPage::showEvent(QShowEvent *event)
{
    TerminalPane::showEvent(event);
    // Queued, because the view gets its size only after this event.
    QMetaObject::invokeMethod(this, &ShellPage::logIn, Qt::QueuedConnection);
}

void ShellPage::logIn()
{
    if (m_pty || !m_vm || !m_vm->spec())
        return;
    const VmStatus &status = m_vm->status();
    if (status.state != VmState::Running || status.phase < Phase::Ssh)
        return say(status.state == VmState::Running
                       ? tr("Waiting for SSH; the guest is still booting.")
                       : tr("Not running."));
    const auto command =
        sshCommand(m_context.paths(), m_vm->ref(), m_vm->spec()->username, status.ports, {});
    if (!command)
        return say(formatError(command.error()));
    m_pty = std::make_unique<Pty>(*command);
    connect(m_pty.get(), &Pty::output, this,
            [this](const QByteArray &bytes) { feed().add(bytes); });
    connect(m_pty.get(), &Pty::done, this, &ShellPage::ended);
    m_pty->start(surface().columns(), surface().rows());
    m_again->hide();
    say(tr("%1@%2 by ssh").arg(m_vm->spec()->username, m_vm->ref().toString()));
}

void ShellPage::ended(const ProcessExit &exit)
{
    // Not deleted here: the pty is emitting the signal that called this.
    m_pty.release()->deleteLater();
    m_again->show();
    say(tr("ssh %1.").arg(exit.describe()));
}

} // namespace hydra::ui
