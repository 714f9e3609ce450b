// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/text_editors.h"
#include "ui/widgets/basics.h"

#include <QLineEdit>

namespace hydra::ui {

/// A list of texts, one per line. A new line is written to the draft when text is entered; an
/// emptied one is removed when it loses the focus.
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

/// One of the field's words, or the list, whose lines stand below the choice.
class WordOrLinesEditor : public FieldEditor
{
    Q_OBJECT

public:
    WordOrLinesEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_choice->control(); }

private:
    ChoiceEditor *m_choice;
    LinesEditor *m_lines;
};

} // namespace hydra::ui
