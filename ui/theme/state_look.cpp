// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/state_look.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace hydra::ui {

StateLook lookOf(VmState state)
{
    using Shape = StateLook::Shape;
    const auto word = [](const char *text) { return QCoreApplication::translate("State", text); };
    switch (state) {
    case VmState::Running:
        return {Shape::Disc, Token::Run, Token::RunText, Token::RunBg, word("Running")};
    case VmState::Starting:
        return {Shape::Ring, Token::Warn, Token::WarnText, Token::WarnBg, word("Starting")};
    case VmState::Waiting:
        return {Shape::Ring, Token::Warn, Token::WarnText, Token::WarnBg, word("Waiting")};
    case VmState::Stopping:
        return {Shape::Ring, Token::Warn, Token::WarnText, Token::WarnBg, word("Stopping")};
    case VmState::Paused:
        return {Shape::Bars, Token::Warn, Token::WarnText, Token::WarnBg, word("Paused")};
    case VmState::Crashed:
        return {Shape::Diamond, Token::Err, Token::ErrText, Token::ErrBg, word("Crashed")};
    case VmState::Stopped:
        return {Shape::Circle, Token::Faint, Token::Dim, Token::Bg, word("Stopped")};
    case VmState::Unknown:
        break;
    }
    return {Shape::Circle, Token::Warn, Token::WarnText, Token::WarnBg, word("Unknown")};
}

void paintShape(QPainter &painter, const QRectF &box, const StateLook &look, const Theme &theme)
{
    const QColor color = theme.color(look.color);
    const QPointF c = box.center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (look.shape) {
    case StateLook::Shape::Disc:
        painter.drawEllipse(c, 4.5, 4.5);
        break;
    case StateLook::Shape::Diamond:
        painter.drawPolygon(QPolygonF{{c.x(), c.y() - 5.5},
                                      {c.x() + 5.5, c.y()},
                                      {c.x(), c.y() + 5.5},
                                      {c.x() - 5.5, c.y()}});
        break;
    case StateLook::Shape::Bars:
        painter.drawRect(QRectF(c.x() - 3.5, c.y() - 4, 2.5, 8));
        painter.drawRect(QRectF(c.x() + 1, c.y() - 4, 2.5, 8));
        break;
    case StateLook::Shape::Ring:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(QRectF(c.x() - 4, c.y() - 4, 8, 8), 45 * 16, 270 * 16);
        break;
    case StateLook::Shape::Circle:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.3));
        painter.drawEllipse(c, 4, 4);
        break;
    }
    painter.restore();
}

VmState combinedState(const std::vector<VmState> &states)
{
    for (const VmState state :
         {VmState::Crashed, VmState::Starting, VmState::Stopping, VmState::Waiting,
          VmState::Running, VmState::Paused, VmState::Unknown}) {
        if (std::find(states.begin(), states.end(), state) != states.end())
            return state;
    }
    return VmState::Stopped;
}

} // namespace hydra::ui
