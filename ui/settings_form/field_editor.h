// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/settings_form/vm_form.h"

#include <QWidget>

namespace hydra::ui {

/// The control of one field: shows the form's value at its path and writes what is typed there.
/// Does not touch text while the user is typing it.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    FieldEditor(VmForm &form, QString path, QWidget *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] VmForm &form() const { return m_form; }
    [[nodiscard]] const FieldHelp &field() const { return m_field; }
    virtual void showValue() = 0;
    /// The widget with the accessible name, the description and the red border.
    [[nodiscard]] virtual QWidget *control() = 0;

protected:
    [[nodiscard]] QString text() const; ///< of the value; empty when there is none
    bool put(const QString &typed);     ///< false: refused
    /// Whether the user is typing here and nothing else has changed the draft since.
    [[nodiscard]] bool isBeingTyped();

private:
    VmForm &m_form;
    QString m_path;
    const FieldHelp &m_field;
    bool m_putting = false;
    QByteArray m_put; ///< the draft after the last `put`
};

/// Creates the editor for the field's kind.
[[nodiscard]] FieldEditor *makeEditor(Context &context, VmForm &form, const QString &path);

} // namespace hydra::ui
