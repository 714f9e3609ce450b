// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>

namespace hydra::ui {

/// Finds actions, labs, VMs and pages by name (Ctrl+K): type, arrows, Enter. Ctrl+C copies the
/// selected action's command.
class Palette : public QDialog
{
    Q_OBJECT

public:
    explicit Palette(Context &context, QWidget *parent);

    /// Opens with TEXT as the query.
    void popUp(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void collect();
    void filter(const QString &text);
    void runCurrent();
    void copyCurrent();

    Context &m_context;
    QLineEdit *m_input;
    QListWidget *m_list;
    std::vector<ActionSpec> m_all;
    std::vector<size_t> m_shown;
};

} // namespace hydra::ui
