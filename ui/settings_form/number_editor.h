// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/field_editor.h"

#include <QAbstractSpinBox>
#include <QSlider>

namespace hydra::ui {

/// A spin box that accepts invalid text: it is shown as it is, and reading the lab file reports
/// what is wrong with it.
class ValueSpin : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit ValueSpin(bool isSize, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *line() const { return lineEdit(); }
    void stepBy(int steps) override;
    [[nodiscard]] QValidator::State validate(QString &, int &) const override
    {
        return QValidator::Acceptable;
    }

Q_SIGNALS:
    void typed(const QString &text);

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override
    {
        return StepUpEnabled | StepDownEnabled;
    }
    void wheelEvent(QWheelEvent *event) override;

private:
    bool m_isSize;
};

/// A whole number or a size, with a slider where an approximate choice is enough.
class NumberEditor : public FieldEditor
{
    Q_OBJECT

public:
    NumberEditor(VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_spin; }

private:
    [[nodiscard]] bool isSize() const { return field().kind == FieldKind::Size; }
    [[nodiscard]] QString shown() const;
    void moveSlider();
    void slid(int value);

    ValueSpin *m_spin;
    QSlider *m_slider = nullptr;
};

} // namespace hydra::ui
