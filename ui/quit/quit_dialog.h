// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/reach/shutdown.h"
#include "ui/context.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>

namespace hydra::ui {

/// Asks, when the window is closed while environments run, whether to leave them running or stop
/// them.
class QuitDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Choice { Leave, Stop };
    QuitDialog(Context &context, QWidget *parent);

    /// Stops all of them, and accepts when the last has ended.
    void stopAll();

Q_SIGNALS:
    void remembered(hydra::ui::QuitDialog::Choice choice);

private:
    void leave();
    void ended(const VmRef &vm, const Result<void> &result);

    Context &m_context;
    QLabel *m_words;
    QCheckBox *m_remember;
    QPushButton *m_leave;
    QPushButton *m_stop;
    std::vector<std::unique_ptr<Shutdown>> m_shutdowns;
    size_t m_left = 0;
    QStringList m_troubles;
};

} // namespace hydra::ui
