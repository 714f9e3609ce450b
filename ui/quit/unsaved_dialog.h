// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"

#include <QDialog>
#include <QLabel>

namespace hydra::ui {

/// Asks, when the window is closed, about unsaved changes to lab files. Accepted: no draft has
/// changes any more.
class UnsavedDialog : public QDialog
{
    Q_OBJECT

public:
    UnsavedDialog(Context &context, QWidget *parent);

private:
    void saveAll();
    void discardAll();

    Context &m_context;
    QLabel *m_trouble;
};

} // namespace hydra::ui
