// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/basics.h"

#include <QLineEdit>

namespace hydra::ui {

/// Asks for an image's name, then shows the progress of the pull. Hidden unless in use.
class PullBar : public QFrame
{
    Q_OBJECT

public:
    explicit PullBar(QWidget *parent = nullptr);

    void ask(const QString &where);
    void setJob(int job);
    void ended(int job); ///< hides if JOB is this bar's

Q_SIGNALS:
    void wanted(const QString &image);
    void cancelled(int job);

private:
    void leave();
    void showBusy(bool busy);

    QLabel *m_words;
    QLineEdit *m_image;
    QProgressBar *m_progress;
    QPushButton *m_pull;
    QString m_where;
    int m_job = 0;
};

} // namespace hydra::ui
