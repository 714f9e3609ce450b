// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/notifier.h"

#include "ui/theme/icons.h"

#include <QApplication>
#include <QWidget>

namespace hydra::ui {

Notifier::Notifier(Context &context, QWidget &window) : m_context(context), m_window(window)
{
    connect(&context.store, &LabStore::vmChanged, this, &Notifier::vmChanged);
    connect(&context.jobs, &JobList::finished, this,
            [this](const QString &title, bool failed, const QString &words) {
                say(failed ? tr("%1: failed").arg(title) : tr("%1: done").arg(title), words,
                    failed);
            });
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_menu = std::make_unique<QMenu>();
    m_tray = std::make_unique<QSystemTrayIcon>(lineIcon(context.theme, QStringLiteral("lab")));
    m_tray->setToolTip(tr("Hydra Desktop"));
    m_tray->setContextMenu(m_menu.get());
    connect(m_menu.get(), &QMenu::aboutToShow, this, &Notifier::fillMenu);
    connect(m_tray.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    Q_EMIT showWanted();
            });
    connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, &Notifier::showWanted);
    fillMenu();
    m_tray->show();
}

Notifier::~Notifier() = default;

void Notifier::fillMenu()
{
    m_menu->clear();
    connect(m_menu->addAction(tr("Show window")), &QAction::triggered, this, &Notifier::showWanted);
    m_menu->addSeparator();
    const auto live = m_context.store.liveVms();
    if (live.empty())
        m_menu->addAction(tr("Nothing is running"))->setEnabled(false);
    for (VmEntry *vm : live) {
        connect(m_menu->addAction(vm->ref().toString()), &QAction::triggered, this,
                [this, place = Place::of(vm->ref())] {
                    Q_EMIT showWanted();
                    Q_EMIT m_context.actions.goTo(place);
                });
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &Notifier::quitWanted);
}

void Notifier::vmChanged(VmEntry *vm)
{
    const QString name = vm->ref().toString();
    const VmStatus &status = vm->status();
    const bool first = m_seen.count(name) == 0;
    const Seen before = std::exchange(m_seen[name], Seen{status.state, status.phase});
    if (first)
        return; // the first status seen is no event
    if (status.state == VmState::Crashed && before.state != VmState::Crashed)
        say(tr("%1 crashed").arg(name), status.reason, true);
    else if (status.state == VmState::Stopped && before.state == VmState::Running)
        say(tr("%1 stopped").arg(name), status.reason, false);
    else if (status.phase == Phase::Ready && before.phase != Phase::Ready &&
             before.phase != Phase::None)
        say(tr("%1 is ready").arg(name), {}, false);
}

void Notifier::say(const QString &title, const QString &words, bool grave)
{
    if (m_window.isActiveWindow())
        return;
    if (m_tray)
        m_tray->showMessage(title, words,
                            grave ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    else
        QApplication::alert(&m_window);
}

} // namespace hydra::ui
