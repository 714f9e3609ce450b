// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/quit/quit_dialog.h"

#include "ui/widgets/basics.h"
#include "ui/widgets/counted.h"

namespace hydra::ui {

QuitDialog::QuitDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_words(makeParagraph({})),
      m_remember(new QCheckBox(tr("Do this every time"))),
      m_leave(makeButton(tr("Leave running"), QStringLiteral("primary"))),
      m_stop(makeButton(tr("Stop them")))
{
    setWindowTitle(tr("Close Hydra Desktop"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    const auto live = context.store.liveVms();
    all->addWidget(makeLabel(live.size() == 1
                                 ? tr("One environment is running")
                                 : counted(qint64(live.size()), Counted::RunningEnvironment),
                             QStringLiteral("title")));
    QStringList names;
    for (size_t i = 0; i < live.size() && i < 8; ++i)
        names << live[i]->ref().toString();
    if (live.size() > 8)
        names << tr("and %1 more").arg(live.size() - 8);
    all->addWidget(makeParagraph(names.join(QStringLiteral(", ")), QStringLiteral("dim")));
    if (live.size() == 1)
        m_stop->setText(tr("Stop it"));
    m_words->setText(
        live.size() == 1
            ? tr("Left running, it goes on without this window, which finds it again.")
            : tr("Left running, they go on without this window, which finds them again."));
    m_words->setMinimumWidth(380);
    all->addWidget(m_words);
    all->addWidget(m_remember);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    QPushButton *cancel = makeButton(tr("Cancel"));
    for (QPushButton *button : {cancel, m_stop, m_leave})
        buttons->addWidget(button);
    m_leave->setDefault(true);
    m_leave->setFocus();
    all->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_leave, &QPushButton::clicked, this, &QuitDialog::leave);
    connect(m_stop, &QPushButton::clicked, this, &QuitDialog::stopAll);
}

void QuitDialog::leave()
{
    if (m_remember->isChecked())
        Q_EMIT remembered(Choice::Leave);
    accept();
}

void QuitDialog::stopAll()
{
    if (m_remember->isChecked())
        Q_EMIT remembered(Choice::Stop);
    m_stop->setEnabled(false);
    m_remember->setEnabled(false);
    m_troubles.clear();
    m_shutdowns.clear();
    const auto live = m_context.store.liveVms();
    m_left = live.size();
    m_words->setText(tr("Stopping… Guests are given a minute to shut down."));
    for (VmEntry *vm : live)
        m_shutdowns.push_back(std::make_unique<Shutdown>(
            vm->link(), Shutdown::Options{.patience = std::chrono::seconds(60)},
            [this, ref = vm->ref()](const Result<void> &done) { ended(ref, done); }));
    if (live.empty())
        accept();
}

void QuitDialog::ended(const VmRef &vm, const Result<void> &result)
{
    if (!result)
        m_troubles << formatError(result.error());
    if (--m_left > 0)
        return m_words->setText(tr("%1 has ended. %2 to go…").arg(vm.toString()).arg(m_left));
    if (m_troubles.isEmpty())
        return accept();
    m_words->setText(m_troubles.join(u'\n'));
    m_stop->setText(tr("Try again"));
    m_stop->setEnabled(true);
}

} // namespace hydra::ui
