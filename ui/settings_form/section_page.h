// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/field_row.h"

namespace hydra::ui {

/// The fields of one section in cards, created from the table when first shown.
class SectionPage : public QWidget
{
    Q_OBJECT

public:
    SectionPage(Context &context, VmForm &form, FieldSection section, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] FieldRow *firstWrong() const; ///< null when there is no problem

private:
    VmForm &m_form;
    std::vector<FieldRow *> m_rows;
};

} // namespace hydra::ui
