// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings_form/field_editor.h"
#include "widgets/combo_box.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace hydra::ui {

/// One line; a secret is dots until it is looked at.
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

/// One of the field's words; of a word or map also the map, whose keys have rows of their own.
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

/// One of the field's words or what is typed.
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

/// YAML of the user's own. What is no YAML yet, and so is in no draft, stays here while it is being written.
class DocumentEditor : public FieldEditor
{
    Q_OBJECT

public:
    DocumentEditor(const Theme &theme, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_edit; }

private:
    QPlainTextEdit *m_edit;
    std::optional<QString> m_refusedOver; ///< the source that stayed when the last text was refused
};

} // namespace hydra::ui
