// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"
#include "ui/topology/topology_layout.h"

#include <functional>
#include <variant>

namespace hydra::ui {

/// How a text is written; sizes are logical pixels.
struct TextStyle {
    double size = 12;
    bool bold = false;
    bool mono = false;
};
using TextWidth = std::function<double(const QString &text, const TextStyle &style)>;

// What a picture consists of, in the order in which it is painted.
struct DrawnBox {
    QRectF rect;
    Token fill = Token::Surface;
    Token border = Token::Border;
    bool dashed = false;
};
struct DrawnLine {
    QPolygonF points;
    Token color = Token::Faint;
    bool dashed = false;
    double width = 1.25;
};
struct DrawnText {
    QRectF box; ///< in whose middle it stands, from the left or right edge on
    QString text;
    TextStyle style;
    Token color = Token::Text;
    bool right = false;
};
struct DrawnState {
    QPointF center;
    VmState state = VmState::Stopped;
};
using Drawn = std::variant<DrawnBox, DrawnLine, DrawnText, DrawnState>;

struct Drawing {
    QRectF bounds;
    std::vector<Drawn> parts;
};

/// The picture of LAB, with or without what goes over its lines; texts that are too long end in an
/// ellipsis. Pure.
[[nodiscard]] Drawing drawingOf(const Topology &lab, const TopologyLayout &layout,
                                const TextWidth &width, bool rates = true);

/// TEXT shortened to WIDTH. Pure.
[[nodiscard]] QString elided(const QString &text, double width, const TextStyle &style,
                             const TextWidth &measure);
/// The same for what differs at its end.
[[nodiscard]] QString elidedLeft(const QString &text, double width, const TextStyle &style,
                                 const TextWidth &measure);

} // namespace hydra::ui
