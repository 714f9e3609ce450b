// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/paint_drawing.h"

#include "ui/theme/state_look.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

namespace hydra::ui {
namespace {

constexpr double kRadius = 8;

class DrawingPainter
{
public:
    DrawingPainter(QPainter &painter, const Theme &theme) : m_painter(painter), m_theme(theme) {}

    void operator()(const DrawnBox &box) const
    {
        m_painter.setPen(pen(box.border, 1, box.dashed));
        m_painter.setBrush(m_theme.color(box.fill));
        m_painter.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    }
    void operator()(const DrawnLine &line) const
    {
        m_painter.setPen(pen(line.color, line.width, line.dashed));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(line.points);
    }
    void operator()(const DrawnText &text) const
    {
        m_painter.setFont(fontOf(m_theme, text.style));
        m_painter.setPen(m_theme.color(text.color));
        m_painter.drawText(text.box,
                           Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip |
                               (text.right ? Qt::AlignRight : Qt::AlignLeft),
                           text.text);
    }
    void operator()(const DrawnState &state) const
    {
        const QRectF box(state.center - QPointF(6, 6), QSizeF(12, 12));
        paintShape(m_painter, box, lookOf(state.state), m_theme);
    }

private:
    [[nodiscard]] QPen pen(Token color, double width, bool dashed) const
    {
        QPen pen(m_theme.color(color), width);
        pen.setJoinStyle(Qt::RoundJoin);
        if (dashed)
            pen.setDashPattern({4 / width, 3 / width});
        return pen;
    }

    QPainter &m_painter;
    const Theme &m_theme;
};

} // namespace

QFont fontOf(const Theme &theme, const TextStyle &style)
{
    QFont font = style.mono ? theme.monospace() : QApplication::font();
    font.setPixelSize(int(style.size));
    font.setWeight(style.bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

TextWidth textWidthOf(const Theme &theme)
{
    return [&theme](const QString &text, const TextStyle &style) {
        return QFontMetricsF(fontOf(theme, style)).horizontalAdvance(text);
    };
}

void paintDrawing(QPainter &painter, const Drawing &drawing, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const DrawingPainter paint(painter, theme);
    for (const Drawn &part : drawing.parts)
        std::visit(paint, part);
}

QImage imageOf(const Drawing &drawing, const Theme &theme, double scale)
{
    QImage image((drawing.bounds.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(theme.color(Token::Surface));
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-drawing.bounds.topLeft());
    paintDrawing(painter, drawing, theme);
    return image;
}

} // namespace hydra::ui
