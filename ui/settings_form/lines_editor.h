// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings_form/field_editor.h"
#include "widgets/basics.h"

#include <QLineEdit>

namespace hydra::ui {

/// A list of texts, a line for each. A new line is written when something is typed into it; one that was
/// emptied goes when it is left.
class LinesEditor : public FieldEditor
{
    Q_OBJECT

public:
    LinesEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override;

private:
    void addLine();
    void removeLine(int index);
    void left(int index);
    void give(int count);
    [[nodiscard]] int written() const;

    const Theme &m_theme;
    QVBoxLayout *m_rows;
    std::vector<QLineEdit *> m_edits;
    QPushButton *m_add;
};

} // namespace hydra::ui
