// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hydra::ui {

/// Asks for the options of preparing an image from a VM; when accepted, `name` and `freeze` return
/// them.
class PrepareDialog : public QDialog
{
    Q_OBJECT

public:
    PrepareDialog(Context &context, VmEntry &vm, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] bool freeze() const;

private:
    void check();

    Context &m_context;
    QLineEdit *m_name;
    QCheckBox *m_freeze;
    QLabel *m_trouble;
    QPushButton *m_prepare;
};

} // namespace hydra::ui
