// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/desktop.h"

namespace hydra {

Desktop::Desktop(const Environment &environment, SingleInstance &instance)
    : m_memory(environment.paths.stateDir + QStringLiteral("/window.ini"), QSettings::IniFormat),
      m_theme(ui::themeChoiceOf(environment.settings.theme)), m_store(environment),
      m_actions(m_store, m_jobs), m_doctor(environment),
      m_context{m_theme, m_store, m_jobs, m_actions, m_doctor}, m_window(m_context, m_memory),
      m_notifier(m_context, m_window)
{
    QObject::connect(&m_notifier, &ui::Notifier::showWanted, &m_window, &ui::MainWindow::showUp);
    QObject::connect(&m_notifier, &ui::Notifier::quitWanted, &m_window, &QWidget::close);
    QObject::connect(&instance, &SingleInstance::filesArrived, &m_window,
                     [this](const QStringList &files) {
                         m_window.showUp();
                         m_window.openFiles(files);
                     });
}

void Desktop::show(const QStringList &files)
{
    m_window.show();
    m_window.openFiles(files);
}

} // namespace hydra
