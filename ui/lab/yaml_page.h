// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "widgets/basics.h"
#include "widgets/code_edit.h"
#include "widgets/elided_label.h"

#include <QListWidget>
#include <QPointer>

namespace hydra::ui {

/// The lab file as text: the draft that the forms of its VMs change, too. What is not changed stays byte by
/// byte; a file that is no UTF-8 is only shown. Problems are listed below with their places.
class YamlPage : public QWidget
{
    Q_OBJECT

public:
    YamlPage(Context &context, LabDraft &draft, QWidget *parent = nullptr);

private:
    void refresh();
    void typed();
    void showProblems();

    QPointer<LabDraft> m_draft;
    ElidedLabel *m_path;
    QLabel *m_foreign;
    CodeEdit *m_edit;
    QListWidget *m_problems;
    bool m_typing = false;
};

} // namespace hydra::ui
