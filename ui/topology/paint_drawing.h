// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/topology/drawing.h"

class QImage;
class QPainter;

namespace hydra::ui {

/// The font that a style is painted with.
[[nodiscard]] QFont fontOf(const Theme &theme, const TextStyle &style);
/// Widths of texts in THEME's fonts, which must outlive it.
[[nodiscard]] TextWidth textWidthOf(const Theme &theme);

/// Paints the parts in THEME's colours, at the painter's scale.
void paintDrawing(QPainter &painter, const Drawing &drawing, const Theme &theme);
/// The whole picture on the theme's surface, SCALE pixels for each of its own.
[[nodiscard]] QImage imageOf(const Drawing &drawing, const Theme &theme, double scale = 2);
/// The same as an SVG document in UTF-8. Pure.
[[nodiscard]] QByteArray svgOf(const Drawing &drawing, const Theme &theme);

} // namespace hydra::ui
