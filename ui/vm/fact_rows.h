// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/basics.h"

#include <QGridLayout>

namespace hydra::ui {

/// Of a row in the cards of an environment's facts, the same with and without a button; pixels.
inline constexpr int factRowHeight = 22;

/// Rows of name, value and button in CARD.
[[nodiscard]] inline QGridLayout *addFactRows(Card &card)
{
    auto *rows = new QGridLayout;
    rows->setVerticalSpacing(6);
    rows->setHorizontalSpacing(12);
    rows->setColumnStretch(1, 1);
    card.body()->addLayout(rows);
    return rows;
}

} // namespace hydra::ui
