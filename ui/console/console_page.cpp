// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/console/console_page.h"

namespace hydra::ui {

ConsolePage::ConsolePage(Context &context, VmEntry &vm, QWidget *parent)
    : TerminalPane(context, tr("Console of %1").arg(vm.ref().toString()), parent), m_vm(&vm),
      m_choice(new ComboBox(context.theme))
{
    QPushButton *size =
        addButton(tr("Tell guest the size"), tr("Tell the guest this terminal's size"));
    size->setToolTip(
        tr("A serial line cannot carry it: types `stty rows … cols …` for a shell to run"));
    m_choice->setAccessibleName(tr("Which console"));
    qobject_cast<QHBoxLayout *>(layout()->itemAt(0)->layout())->insertWidget(0, m_choice);
    m_again.setSingleShot(true);
    m_again.setInterval(std::chrono::milliseconds(500));
    connect(&m_again, &QTimer::timeout, this, &ConsolePage::connectWhenThere);
    connect(size, &QPushButton::clicked, this, &ConsolePage::tellSize);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ConsolePage::reconnect);
    connect(&vm, &VmEntry::changed, this, &ConsolePage::connectWhenThere);
    const auto write = [this](const QByteArray &bytes) {
        if (m_channel && !m_channel->write(bytes))
            say(tr("The guest does not take what is typed; it was dropped."));
    };
    connect(&view(), &TerminalView::typed, this, write);
    connect(&surface(), &TerminalSurface::reply, this, write);
    say(tr("Not running. Its console opens when it starts."));
    connectWhenThere();
}

void ConsolePage::readConsoles()
{
    const auto plan = readLaunchPlan(m_context.paths(), m_vm->ref());
    if (!plan)
        return;
    QStringList names;
    m_consoles.clear();
    for (const PlannedConsole &console : plan->consoles) {
        m_consoles.push_back({console.name, console.socket});
        names << console.name;
    }
    QStringList shown;
    for (int i = 0; i < m_choice->count(); ++i)
        shown << m_choice->itemText(i);
    if (shown == names)
        return;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    m_choice->addItems(names);
}

void ConsolePage::connectWhenThere()
{
    if (!m_vm || m_channel || !m_vm->link().isLive() || hasEnded(m_vm->status()))
        return;
    readConsoles();
    const int index = std::max(0, m_choice->currentIndex());
    if (size_t(index) >= m_consoles.size())
        return m_again.start();
    const Console &console = m_consoles[size_t(index)];
    m_channel = std::make_unique<ConsoleChannel>(console.socket);
    connect(m_channel.get(), &ConsoleChannel::opened, this, [this, name = console.name] {
        feed().clear();
        surface().reset();
        say(tr("%1 of %2. Every window on it shows the same.")
                .arg(name, m_vm ? m_vm->ref().toString() : QString()));
    });
    connect(m_channel.get(), &ConsoleChannel::replay, this,
            [this](const QByteArray &bytes) { feed().add(bytes, TerminalFeed::Kind::Replay); });
    connect(m_channel.get(), &ConsoleChannel::live, this,
            [this](const QByteArray &bytes) { feed().add(bytes); });
    connect(m_channel.get(), &ConsoleChannel::closed, this, &ConsolePage::ended);
    m_channel->open();
}

void ConsolePage::reconnect()
{
    m_channel.reset();
    connectWhenThere();
}

void ConsolePage::ended(const Error &why)
{
    // Not deleted here: the channel is emitting the signal that called this.
    m_channel.release()->deleteLater();
    if (m_vm && !hasEnded(m_vm->status())) {
        say(tr("Connecting again: %1").arg(why.what));
        m_again.start();
    } else {
        say(tr("Ended. What it said last stays here until the next start."));
    }
}

void ConsolePage::tellSize()
{
    if (m_channel)
        m_channel->write(QStringLiteral(" stty rows %1 cols %2\r")
                             .arg(surface().rows())
                             .arg(surface().columns())
                             .toLatin1());
    view().setFocus();
}

} // namespace hydra::ui
