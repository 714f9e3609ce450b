// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/field_editor.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

/// One field: its name, its control, what is wrong with it and the cure, and a line of help. The
/// only kind of row in the form. Its owner calls refresh after placing it and whenever the form has
/// changed.
class FieldRow : public QWidget
{
    Q_OBJECT

public:
    FieldRow(Context &context, VmForm &form, const QString &path, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] FieldEditor &editor() const { return *m_editor; }
    [[nodiscard]] bool isWanted() const; ///< false: a key of a map that does not exist

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showHelp();
    void showRemarks();
    void addRemark(const Remark &remark, const QString &look);
    void showPill();

    VmForm &m_form;
    QString m_path;
    FieldEditor *m_editor;
    QLabel *m_help;
    QPushButton *m_reset;
    QLabel *m_pill;
    QPushButton *m_restrict;
    QVBoxLayout *m_remarks;
    QHBoxLayout *m_under; ///< the help and Reset, below the control
    QString m_shownRemarks;
};

} // namespace hydra::ui
