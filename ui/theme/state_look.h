// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/vm_state.h"
#include "ui/theme/theme.h"

class QPainter;

namespace hydra::ui {

/// The look of a state; always colour, shape and word together.
struct StateLook {
    enum class Shape { Disc, Ring, Diamond, Circle, Bars };
    Shape shape = Shape::Circle;
    Token color = Token::Faint; ///< of the shape
    Token text = Token::Dim;    ///< of the word on BACKGROUND
    Token background = Token::Bg;
    QString word;
};
[[nodiscard]] StateLook lookOf(VmState state);

/// The shape in the middle of BOX, 9 px across.
void paintShape(QPainter &painter, const QRectF &box, const StateLook &look, const Theme &theme);

/// The state shown for a lab whose VMs have these: the most severe, else the liveliest.
[[nodiscard]] VmState combinedState(const std::vector<VmState> &states);

} // namespace hydra::ui
