// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/activity.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/program_page.h"

#include <QPlainTextEdit>

namespace hydra::ui {

/// Running and past activities of this window and of hydractl, with outcome and log.
class ActivityPage : public ProgramPage
{
    Q_OBJECT

public:
    ActivityPage(Context &context, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showRunning();
    void readPast();
    void showPast(const std::vector<Activity> &activities);
    void addPast(const Activity &activity);
    void showLog(const Activity &activity);

    Context &m_context;
    QVBoxLayout *m_running;
    QVBoxLayout *m_past;
    Card *m_log;
    QPlainTextEdit *m_logText;
    std::vector<Activity> m_shown;
    std::unique_ptr<JobBase> m_reading;
    QTimer m_timer;
};

} // namespace hydra::ui
