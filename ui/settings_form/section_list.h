// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/field_help.h"
#include "widgets/basics.h"

#include <array>

namespace hydra::ui {

/// The sections of a form, each with the number of its problems.
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
