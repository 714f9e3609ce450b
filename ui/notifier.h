// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"

#include <QMenu>
#include <QSystemTrayIcon>

#include <map>

namespace hydra::ui {

/// The tray icon, if the desktop has a tray, and notifications while the window is not active: a VM
/// crashed or stopped by itself, a start became ready, a job ended. GUI thread.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(Context &context, QWidget &window);
    ~Notifier() override;

Q_SIGNALS:
    void showWanted();
    void quitWanted();

private:
    void vmChanged(VmEntry *vm);
    void say(const QString &title, const QString &words, bool grave);
    void fillMenu();

    Context &m_context;
    QWidget &m_window;
    std::unique_ptr<QSystemTrayIcon> m_tray;
    std::unique_ptr<QMenu> m_menu;
    struct Seen {
        VmState state = VmState::Unknown;
        Phase phase = Phase::None;
    };
    std::map<QString, Seen> m_seen;
};

} // namespace hydra::ui
