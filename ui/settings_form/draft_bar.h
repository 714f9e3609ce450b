// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QPointer>

namespace hydra::ui {

/// The status of a draft: its problems, Revert and Save; and the choices when the file has changed
/// on disk. Used by the form and the YAML page.
class DraftBar : public QWidget
{
    Q_OBJECT

public:
    DraftBar(Context &context, LabDraft &draft, QWidget *parent = nullptr);

    void addButton(QPushButton *button); ///< at the left end

Q_SIGNALS:
    void problemsWanted(); ///< requests to go to the first problem

private:
    void refresh();
    void save(bool overwrite);
    void takeIn();
    void showOvertaken();

    Context &m_context;
    QPointer<LabDraft> m_draft;
    Banner *m_banner;
    QHBoxLayout *m_line;
    QLabel *m_state;
    QPushButton *m_problems;
    QPushButton *m_revert;
    QPushButton *m_save;
    bool m_overtaken = false;
};

} // namespace hydra::ui
