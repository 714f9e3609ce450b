// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/single_instance.h"
#include "ui/main_window.h"
#include "ui/notifier.h"

namespace hydra {

/// The whole window with the objects it needs, assembled once by main (and by tests that drive the
/// real window). GUI thread.
class Desktop
{
public:
    Desktop(const Environment &environment, SingleInstance &instance);

    void show(const QStringList &files);
    [[nodiscard]] ui::MainWindow &window() { return m_window; }
    [[nodiscard]] ui::Theme &theme() { return m_theme; }

private:
    QSettings m_memory;
    ui::Theme m_theme;
    ui::JobList m_jobs;
    ui::LabStore m_store;
    ui::Actions m_actions;
    ui::DoctorModel m_doctor;
    ui::Context m_context;
    ui::MainWindow m_window;
    ui::Notifier m_notifier;
};

} // namespace hydra
