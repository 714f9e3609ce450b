// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/field_editor.h"
#include "ui/widgets/combo_box.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace hydra::ui {

/// A line of text; a secret is masked until revealed.
class LineEditor : public FieldEditor
{
    Q_OBJECT

public:
    LineEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_edit; }

private:
    QLineEdit *m_edit;
};

/// One of the field's words, or for WordOrMap also the map, whose keys have rows of their own, and
/// for WordOrLines the list, which WordOrLinesEditor shows.
class ChoiceEditor : public FieldEditor
{
    Q_OBJECT

public:
    ChoiceEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_box; }

private:
    ComboBox *m_box;
};

/// One of the field's words, or any text.
class WordEditor : public FieldEditor
{
    Q_OBJECT

public:
    WordEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_box; }

private:
    ComboBox *m_box;
};

class SwitchEditor : public FieldEditor
{
    Q_OBJECT

public:
    SwitchEditor(VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_box; }

private:
    QCheckBox *m_box;
};

/// The user's own YAML. Text that does not parse cannot be in the draft and is kept here until it
/// does.
class DocumentEditor : public FieldEditor
{
    Q_OBJECT

public:
    DocumentEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_edit; }

private:
    QPlainTextEdit *m_edit;
    std::optional<QString> m_refusedOver; ///< the draft's value when the last text was refused
};

} // namespace hydra::ui
