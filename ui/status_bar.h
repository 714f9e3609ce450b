// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace hydra::ui {

/// What VMs use of this host's CPUs and memory, its free disk space, and the running job.
class StatusBar : public QWidget
{
    Q_OBJECT

public:
    explicit StatusBar(Context &context, QWidget *parent = nullptr);

private:
    void showHost();
    void showJobs();

    Context &m_context;
    QLabel *m_host;
    QLabel *m_job;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QTimer m_timer;
    int m_shownJob = 0;
};

} // namespace hydra::ui
