// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/code_edit.h"
#include "ui/widgets/elided_label.h"

#include <QListWidget>
#include <QPointer>

namespace hydra::ui {

/// The lab file as text, editing the draft that is shared with the VMs' forms. Unchanged parts stay
/// byte by byte; a file that is not UTF-8 is read-only. Problems are listed below with their
/// positions.
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
