// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/field_help.h"
#include "ui/widgets/basics.h"

#include <array>

namespace hydra::ui {

/// The sections of a form, with their numbers of problems.
class SectionList : public QWidget
{
    Q_OBJECT

public:
    explicit SectionList(QWidget *parent = nullptr);

    void setSection(FieldSection section);
    void setProblems(FieldSection section, int count);

Q_SIGNALS:
    void chosen(hydra::FieldSection section);

private:
    std::array<QPushButton *, fieldSectionCount> m_buttons = {};
    std::array<QLabel *, fieldSectionCount> m_badges = {};
};

} // namespace hydra::ui
