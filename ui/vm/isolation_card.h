// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/isolation.h"
#include "ui/theme/theme.h"
#include "ui/vm/fact_rows.h"

namespace hydra::ui {

/// How well an environment is isolated: its grade, and what speaks for it and against it, each with
/// the change that would close it. It only shows; `fixWanted` says what the user chose.
class IsolationCard : public Card
{
    Q_OBJECT

public:
    explicit IsolationCard(const Theme &theme, QWidget *parent = nullptr);

    void showIsolation(const Isolation &isolation);

Q_SIGNALS:
    void fixWanted(const std::vector<hydra::LabEdit> &edits);

private:
    void addReason(const IsolationReason &reason, int row);

    const Theme &m_theme;
    QLabel *m_grade;
    QGridLayout *m_rows;
    QLabel *m_advice;
    Isolation m_shown;
};

} // namespace hydra::ui
